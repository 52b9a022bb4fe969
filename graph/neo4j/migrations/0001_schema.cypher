// The first version: what the schema table asks for.

//= schema table
