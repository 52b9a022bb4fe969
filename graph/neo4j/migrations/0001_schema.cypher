// The first version. What the schema table asks for is made by every migration with this section.

//= schema table
