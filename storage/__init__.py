"""The database: rows of tables into values of the domain and back."""
