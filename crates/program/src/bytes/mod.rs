//! A program as bytes: what goes to another process, a worker, a page.
//!
//! First a mark, the number of the format and the SHA-256 of what follows; then the program in postcard's format. Reading trusts
//! none of it: lengths reserve no memory before their contents are there, and a program that breaks a rule of [`verify`] is an
//! error.

#[cfg(test)]
mod tests;

use crate::{Program, verify};
use sha2::{Digest, Sha256};

/// The number of the format of bytes. It rises with whatever changes their meaning: a field, an operation, the order of either.
pub const FORMAT: u32 = 2;

/// What the bytes of every program begin with, whatever its format.
const MARK: [u8; 8] = *b"cflowprg";

/// Why bytes give no program.
#[derive(Debug, thiserror::Error)]
pub enum BytesError {
    /// They begin with something else.
    #[error("these bytes are no program")]
    NoProgram,
    /// Another version wrote them.
    #[error("the program is in format {found}; this version reads format {FORMAT}")]
    OtherFormat {
        /// The format that they state.
        found: u32,
    },
    /// They are cut off or changed.
    #[error("the program is damaged: its bytes do not have the hash that they state")]
    Damaged,
    /// They have the hash that they state, but are no program: another build wrote them, or someone who meant no good.
    #[error("the program cannot be read")]
    Unreadable(#[source] postcard::Error),
    /// There is a program, but it cannot run.
    #[error("the program breaks a rule: {rule}")]
    Invalid {
        /// What breaks which rule.
        rule: String,
    },
}

impl Program {
    /// The program as bytes, for [`Program::from_bytes`] of the same format.
    pub fn to_bytes(&self) -> Vec<u8> {
        with_header(&self.contents())
    }

    /// The program that bytes hold.
    ///
    /// # Errors
    /// If they were not written by [`Program::to_bytes`] in the present format, or have changed since, or the program in them
    /// does not keep to [`verify`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Program, BytesError> {
        let rest = bytes.strip_prefix(&MARK).ok_or(BytesError::NoProgram)?;
        let (format, rest) = rest.split_first_chunk().ok_or(BytesError::Damaged)?;
        let found = u32::from_le_bytes(*format);
        // Before the hash, which another format may compute from other bytes.
        if found != FORMAT {
            return Err(BytesError::OtherFormat { found });
        }
        let (hash, contents) = rest.split_first_chunk::<32>().ok_or(BytesError::Damaged)?;
        if Sha256::digest(contents)[..] != hash[..] {
            return Err(BytesError::Damaged);
        }
        read(contents)
    }

    /// The SHA-256 of the program, which its bytes state: the same for programs that are the same to the bit.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.contents()).into()
    }

    fn contents(&self) -> Vec<u8> {
        // Into memory, of which there is enough or the process ends; and no value of a program has no form in postcard.
        postcard::to_stdvec(self).expect("invariant: a program can be written")
    }
}

fn with_header(contents: &[u8]) -> Vec<u8> {
    let hash = Sha256::digest(contents);
    [&MARK[..], &FORMAT.to_le_bytes(), &hash, contents].concat()
}

fn read(contents: &[u8]) -> Result<Program, BytesError> {
    let (program, rest) = postcard::take_from_bytes(contents).map_err(BytesError::Unreadable)?;
    if !rest.is_empty() {
        let rule = "bytes follow its end".to_string();
        return Err(BytesError::Invalid { rule });
    }
    // A hash says that bytes are those that were written, not who wrote them.
    verify(&program).map_err(|rule| BytesError::Invalid { rule })?;
    Ok(program)
}
