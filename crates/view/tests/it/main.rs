//! What a reader sees, and what no text from a study can do to it.

mod brief;
mod fixture;
mod screen;
