//! Options that every command takes.

use crate::color::Color;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// Options that every command takes.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Options of every command")]
pub struct Options {
    /// A data file for the model (.dat, .csv, .tab, .vdf, .vdfx); may be given several times.
    #[arg(long, global = true, value_name = "FILE")]
    pub data: Vec<PathBuf>,

    /// The file that a model calls by a tag: '?x=FILE'.
    #[arg(long, global = true, value_name = "TAG=FILE")]
    pub data_tag: Vec<String>,

    /// A file or folder outside the model's own that the model may read; may be given several times.
    #[arg(long, global = true, value_name = "PATH")]
    pub allow: Vec<PathBuf>,

    /// Which tool's rules to apply where tools disagree; by default those of the tool that wrote the file.
    #[arg(long, global = true, value_enum)]
    pub dialect: Option<Dialect>,

    /// Whether to show colours.
    #[arg(long, global = true, value_enum, default_value_t)]
    pub color: Color,

    /// The instructions that the engine uses: auto, portable, avx2 or avx512. The results are the same to the last bit.
    #[arg(long, global = true, value_name = "SET", default_value = "auto")]
    pub simd: counterflow::Simd,

    /// Print errors only.
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// `--dialect`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Dialect {
    /// Vensim's.
    Vensim,
    /// Stella's and iThink's.
    Stella,
    /// The standard's alone.
    Xmile,
}

impl Options {
    /// The rules that hold for a file whose header says nothing else, by name.
    pub fn dialect_of(&self, model: &Path) -> String {
        let ending = model.extension().and_then(|e| e.to_str()).unwrap_or_default();
        let name = match self.dialect {
            Some(Dialect::Vensim) => "vensim",
            Some(Dialect::Stella) => "stella",
            Some(Dialect::Xmile) => "xmile",
            None if ending.eq_ignore_ascii_case("mdl") => "vensim",
            None => "as the file's header says",
        };
        name.into()
    }
}

impl From<Dialect> for counterflow::Dialect {
    fn from(dialect: Dialect) -> Self {
        match dialect {
            Dialect::Vensim => counterflow::Dialect::Vensim,
            Dialect::Stella => counterflow::Dialect::Stella,
            Dialect::Xmile => counterflow::Dialect::Xmile,
        }
    }
}
