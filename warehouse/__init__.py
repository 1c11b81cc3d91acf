"""The store: one home folder, its archive of documents, the working DuckDB file and the published releases.

Flow: landing → archive.py (raw/ and its ledger) → load.py (raw.* tables) → dbt (elsewhere) → publish.py (releases).
home.py knows where everything lies, connect.py how the database is opened, doctor.py whether all of it is sound.
Of our own code only extraction.facts is imported here.
"""
