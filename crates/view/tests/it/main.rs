//! What a reader sees, and what no text from a study can do to it.

mod arbitrary;
mod brief;
mod contrast;
mod fixture;
mod hostile;
mod paper;
mod pictures;
mod report;
mod screen;
mod spanish;
