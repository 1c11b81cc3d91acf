{{ numbers_in(source('raw', 'observations')) }}
