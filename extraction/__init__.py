"""Reading a report: bytes → Document → sections, tables, sentences → observations.

    read_document   bytes and a name become one text and the grids within it (documents, html, pdf, docx)
    normalise       the printed text becomes the text to read: half-width, Simplified; offsets lead back (normalise)
    identify        is it an annual report at all, whose, of which year (identity, places)
    read_tables     statutory tables and annexes, cell for cell, by their labels (tables)
    outline         which part of the text speaks of disclosures, applications, cases (sections)
    read_prose      sentence by sentence: which number is which fact, and which is none (prose, numerals)
    extract         all of it, and one selected statement for each fact (report): the one public function

Pure: no Dagster, no DuckDB, no clock, no network. What words mean is data, in dbt_project/seeds (vocabulary).
"""
