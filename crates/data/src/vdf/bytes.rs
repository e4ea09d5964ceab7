//! Bytes read at stated places, each place checked.

use super::Broken;

/// The bytes of a file. Every number in it is little-endian.
#[derive(Clone, Copy)]
pub(super) struct Bytes<'a>(pub &'a [u8]);

impl<'a> Bytes<'a> {
    /// `count` bytes from a place.
    pub fn slice(self, at: usize, count: usize) -> Result<&'a [u8], Broken> {
        let end = at.checked_add(count);
        let found = end.and_then(|end| self.0.get(at..end));
        found.ok_or_else(|| {
            let left = self.0.len().saturating_sub(at);
            Broken::new(at, format!("{count} bytes are expected, and the file has {left} more"))
        })
    }

    fn array<const N: usize>(self, at: usize) -> Result<[u8; N], Broken> {
        let bytes = self.slice(at, N)?;
        Ok(bytes.try_into().expect("as many bytes as were asked for"))
    }

    /// A byte.
    pub fn u8(self, at: usize) -> Result<u8, Broken> {
        Ok(self.array::<1>(at)?[0])
    }

    /// A number of two bytes.
    pub fn u16(self, at: usize) -> Result<u16, Broken> {
        Ok(u16::from_le_bytes(self.array(at)?))
    }

    /// A number of four bytes.
    pub fn u32(self, at: usize) -> Result<u32, Broken> {
        Ok(u32::from_le_bytes(self.array(at)?))
    }

    /// A count or a place of four bytes.
    pub fn word(self, at: usize) -> Result<usize, Broken> {
        Ok(self.u32(at)? as usize)
    }

    /// A number of eight bytes.
    pub fn u64(self, at: usize) -> Result<u64, Broken> {
        Ok(u64::from_le_bytes(self.array(at)?))
    }
}
