//! What can stand between a path and a model.

use data::DataError;
use std::io;
use std::path::{Path, PathBuf};

/// A file that a model is made of could not be had.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// There is no such file.
    #[error("there is no file `{}`", path.display())]
    Missing {
        /// What was asked for.
        path: PathBuf,
    },
    /// The path of a model names a folder.
    #[error("`{}` is a folder, not a model file", path.display())]
    IsFolder {
        /// The folder.
        path: PathBuf,
    },
    /// The operating system does not let this user read it.
    #[error("not allowed to read `{}`", path.display())]
    NotPermitted {
        /// The file.
        path: PathBuf,
    },
    /// It exists, and reading it failed.
    #[error("cannot read `{}`: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It is larger than [`crate::Loader::largest_model`].
    #[error("`{}` has more than {limit} bytes, and no larger model is read", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The limit in bytes.
        limit: u64,
    },
    /// A model asks for a file that is in none of the places where it may be.
    #[error("there is no `{file}`; looked for {}", listed(looked))]
    Nowhere {
        /// As the model writes it.
        file: String,
        /// The paths that were tried.
        looked: Vec<PathBuf>,
    },
    /// A model asks for a file outside its folder, directly or by a link.
    #[error("`{}` is outside the model's folder; to let the model read it, pass its folder to `--allow`", path.display())]
    NotAllowed {
        /// The file.
        path: PathBuf,
    },
    /// A model asks for a folder, a device or a pipe.
    #[error("`{}` is not a regular file", path.display())]
    NotAFile {
        /// What it asked for.
        path: PathBuf,
    },
    /// A model asks for a tag that was not given.
    #[error("no file is set for `{tag}`; set it with `--data-tag '{tag}=FILE'`")]
    UnknownTag {
        /// The tag with its question mark.
        tag: String,
    },
    /// A data file or a table is too large, or not what its extension says.
    #[error(transparent)]
    Data(#[from] DataError),
}

impl LoadError {
    pub(crate) fn reading(path: &Path, source: io::Error) -> Self {
        let path = path.to_path_buf();
        match source.kind() {
            io::ErrorKind::NotFound => LoadError::Missing { path },
            io::ErrorKind::IsADirectory => LoadError::IsFolder { path },
            io::ErrorKind::PermissionDenied => LoadError::NotPermitted { path },
            _ => LoadError::Read { path, source },
        }
    }
}

fn listed(paths: &[PathBuf]) -> String {
    let all: Vec<String> = paths.iter().map(|p| format!("`{}`", p.display())).collect();
    all.join(", ")
}
