//! Bytes of a table that any tool may have written, as text.

use crate::DataError;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::path::Path;

/// The text: a byte order mark decides its encoding; else zeros in every other byte are UTF-16, and what is no UTF-8 is
/// Windows-1252, which older tools write.
pub(super) fn decoded(path: &Path, bytes: &[u8]) -> Result<String, DataError> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or_else(|| (without_mark(bytes), 0));
    let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
    match text.find('\0') {
        None => Ok(text.into_owned()),
        Some(at) => Err(DataError::NotText { path: path.into(), at }),
    }
}

fn without_mark(bytes: &[u8]) -> &'static Encoding {
    let start = &bytes[..bytes.len().min(64)];
    let zeros = |parity: usize| start.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let most = start.len() / 2 * 9 / 10;
    match (zeros(0), zeros(1)) {
        (0, odd) if odd > most => UTF_16LE,
        (even, 0) if even > most => UTF_16BE,
        _ if std::str::from_utf8(bytes).is_ok() => UTF_8,
        _ => WINDOWS_1252,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> String {
        decoded(Path::new("a.csv"), bytes).unwrap_or_else(|e| e.to_string())
    }

    #[test]
    fn encodings_of_a_table() {
        assert_eq!(read("Größe".as_bytes()), "Größe");
        assert_eq!(read(b"\xef\xbb\xbfx"), "x");
        assert_eq!(read(b"Gr\xf6\xdfe"), "Größe");
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        assert_eq!(read(&[b"\xff\xfe".as_slice(), &utf16("Time,ö")].concat()), "Time,ö");
        assert_eq!(read(&utf16("Time,x\n0,1\n")), "Time,x\n0,1\n");
        assert!(read(b"\x7f\xf7\x17\0\0\0\x05").contains("is not UTF-8 text"));
    }
}
