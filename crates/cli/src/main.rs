//! The command `counterflow`.
fn main() {}
