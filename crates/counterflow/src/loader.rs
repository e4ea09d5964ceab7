//! From paths and texts to models and studies.

use crate::{Diagnostics, LoadError, Model, Study};
use ::run::Simd;
use load::Files;
use source::Sources;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Which tool's rules to apply where tools disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Vensim's.
    Vensim,
    /// Stella's and iThink's.
    Stella,
    /// Those of the XMILE standard alone.
    Xmile,
}

impl From<Dialect> for parse::Dialect {
    fn from(dialect: Dialect) -> Self {
        match dialect {
            Dialect::Vensim => parse::Dialect::Converter,
            Dialect::Stella => parse::Dialect::Stella,
            Dialect::Xmile => parse::Dialect::Xmile,
        }
    }
}

/// Opens models and studies: by which rules, from where, and which files they may read.
#[derive(Clone, Default)]
pub struct Loader {
    pub(crate) inner: load::Loader,
    pub(crate) simd: Simd,
}

impl Loader {
    /// A loader of files on this computer. A model may read its own folder, and nothing else.
    pub fn new() -> Self {
        Self::default()
    }

    /// Applies the rules of this dialect instead of those of the program that wrote the file.
    pub fn dialect(mut self, dialect: Dialect) -> Self {
        self.inner.dialect = Some(dialect.into());
        self
    }

    /// Lets models read a file, or a folder with all that is in it, outside their own folder.
    pub fn allow(mut self, path: impl Into<PathBuf>) -> Self {
        self.inner.allowed.push(path.into());
        self
    }

    /// Fills the model's data variables from this file; may be called several times.
    pub fn data(mut self, path: impl Into<PathBuf>) -> Self {
        self.inner.data.push(path.into());
        self
    }

    /// Says which file a tag stands for; a tag begins with a question mark.
    pub fn tag(mut self, tag: impl Into<String>, path: impl Into<PathBuf>) -> Self {
        self.inner.tags.push((tag.into(), path.into()));
        self
    }

    /// Refuses model files of more bytes; 64 MiB unless said otherwise.
    pub fn largest_model(mut self, bytes: u64) -> Self {
        self.inner.largest_model = bytes;
        self
    }

    /// Reads these files instead of those of this computer: a [`crate::Memory`], or anything of one's own.
    pub fn files(mut self, files: impl Files + 'static) -> Self {
        self.inner.files = Arc::new(files);
        self
    }

    /// Runs models with these instructions instead of the widest that the processor has; the results are the same to the last
    /// bit. A study is carried out with those of its options.
    pub fn simd(mut self, simd: Simd) -> Self {
        self.simd = simd;
        self
    }

    /// Opens a model file: `.mdl`, `.xmile`, `.stmx`, `.itmx`.
    ///
    /// # Errors
    /// [`LoadError::File`] if it cannot be read, [`LoadError::Invalid`] with every diagnostic if it cannot be run.
    pub fn open(&self, path: impl AsRef<Path>) -> Result<Model, LoadError> {
        let mut sources = Sources::new();
        let loaded = self.inner.open(path.as_ref(), &mut sources)?;
        Model::of(loaded, sources, self.simd)
    }

    /// Opens a model from its text. The extension of `name` says which format it has, its folder what it may read.
    ///
    /// # Errors
    /// As [`Loader::open`].
    pub fn text(&self, name: impl AsRef<Path>, text: &str) -> Result<Model, LoadError> {
        let mut sources = Sources::new();
        let loaded = self.inner.text(name.as_ref(), text, &mut sources)?;
        Model::of(loaded, sources, self.simd)
    }

    /// Opens the study in a folder, or the one whose `study.toml` is named. Its model is read by the loader's rules, and it may
    /// read all that is in the study's folder too.
    ///
    /// # Errors
    /// As [`Loader::open`], and [`LoadError::Study`] if a file of the study cannot be read.
    pub fn study(&self, path: impl AsRef<Path>) -> Result<Study, LoadError> {
        let (mut sources, mut list) = (Sources::new(), source::Diagnostics::new());
        let study = ::study::load_with(&self.inner, path.as_ref(), &mut sources, &mut list)?;
        let diagnostics = Diagnostics { list, sources };
        let simd = self.simd;
        match study {
            Some(study) => Ok(Study {
                study,
                diagnostics,
                simd,
            }),
            None => Err(LoadError::Invalid(diagnostics.into())),
        }
    }

    /// The bytes of any file, and one more than `limit` when there are more.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn bytes(&self, path: impl AsRef<Path>, limit: u64) -> Result<Vec<u8>, LoadError> {
        Ok(load::read(&*self.inner.files, path.as_ref(), limit)?)
    }
}
