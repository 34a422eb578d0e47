"""Official documents in the form of Decree 30/2020/NĐ-CP: a tree of blocks to DOCX and PDF, and any DOCX to what its form lacks."""
