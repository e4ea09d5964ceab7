//! Bytes to text.

use crate::limits;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use source::Diagnostic;

/// The text of a model file, or a diagnostic that says why these bytes are none.
///
/// A byte order mark decides; else a first line `{UTF-8}` does, or that the bytes are valid UTF-8; all else is
/// Windows-1252, which older versions of Vensim write. A carriage return alone ends a line and becomes a line feed, so
/// that positions keep their meaning.
#[expect(clippy::result_large_err, reason = "made once for a file")]
pub fn decode(bytes: &[u8]) -> Result<String, Diagnostic> {
    if bytes.len() > limits::FILE_BYTES {
        return Err(too_large());
    }
    if let Some(diagnostic) = known_format(bytes) {
        return Err(diagnostic);
    }
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or_else(|| (without_mark(bytes), 0));
    let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
    if text.trim().is_empty() {
        return Err(Diagnostic::whole("empty-file", "the file is empty"));
    }
    if !looks_like_text(&text) {
        return Err(binary("the file contains binary data, not text"));
    }
    Ok(with_line_feeds(text.into_owned()))
}

pub(crate) fn too_large() -> Diagnostic {
    let message = format!(
        "the file is larger than {} MiB, the largest that is read",
        limits::FILE_BYTES >> 20
    );
    Diagnostic::whole("file-too-large", message).hint("check that this is the right file")
}

fn binary(message: impl Into<String>) -> Diagnostic {
    Diagnostic::whole("not-a-text-file", message)
        .hint("in Vensim, save the model as text: `File > Save As`, type `.mdl`")
}

/// Files that are known not to be text by their first bytes.
fn known_format(bytes: &[u8]) -> Option<Diagnostic> {
    const FORMATS: [(&[u8], &str); 5] = [
        (b"PK\x03\x04", "a zip archive (such as `.vpmx` or `.xlsx`)"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"%PDF", "a PDF document"),
        (b"\xd0\xcf\x11\xe0", "an old Office document"),
        (b"\x7f\xf7\x17", "a Vensim run (`.vdf`)"),
    ];
    let (_, what) = FORMATS.iter().find(|(start, _)| bytes.starts_with(start))?;
    Some(binary(format!("the file is {what}, not a text model")))
}

fn without_mark(bytes: &[u8]) -> &'static Encoding {
    let says_utf8 = bytes.get(..7).is_some_and(|start| start.eq_ignore_ascii_case(b"{UTF-8}"));
    match utf16_by_its_zeros(bytes) {
        Some(utf16) => utf16,
        None if says_utf8 || std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => WINDOWS_1252,
    }
}

/// UTF-16 without a mark: every other byte of its first line is zero.
fn utf16_by_its_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(64)];
    let zeros = |parity: usize| start.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let half = start.len() / 2;
    match (zeros(0), zeros(1)) {
        (0, odd) if odd * 10 > half * 9 => Some(UTF_16LE),
        (even, 0) if even * 10 > half * 9 => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether a text has no zero and at most one other control character in fifty; settings hold some on purpose.
fn looks_like_text(text: &str) -> bool {
    let odd = |c: &char| c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{7f}');
    !text.contains('\0') && text.chars().filter(odd).count() * 50 <= text.len()
}

fn with_line_feeds(text: String) -> String {
    let lone = |at: usize| text.as_bytes().get(at + 1) != Some(&b'\n');
    if !text.match_indices('\r').any(|(at, _)| lone(at)) {
        return text;
    }
    let mut rest = text.chars().peekable();
    let mut lines = String::with_capacity(text.len());
    while let Some(c) = rest.next() {
        lines.push(if c == '\r' && rest.peek() != Some(&'\n') {
            '\n'
        } else {
            c
        });
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn check(bytes: &[u8], text: &str) {
        assert_eq!(decode(bytes).as_deref(), Ok(text));
    }

    fn refused(bytes: &[u8], id: &str) {
        assert_eq!(decode(bytes).map_err(|diagnostic| diagnostic.id), Err(id));
    }

    #[test]
    fn reads_what_vensim_and_editors_write() {
        check("{UTF-8}\nñ = 1 ~~|".as_bytes(), "{UTF-8}\nñ = 1 ~~|");
        check("ñ = 1 ~~|".as_bytes(), "ñ = 1 ~~|");
        check(b"\xf1 = 1 ~~|", "ñ = 1 ~~|");
        check(b"price \x80 = 1 ~~|", "price € = 1 ~~|");
        check(b"\xef\xbb\xbfa = 1 ~~|", "a = 1 ~~|");
        check(b"\xff\xfea\0=\x001\0", "a=1");
        check(b"\xfe\xff\0a\0=\x001", "a=1");
    }

    #[test]
    fn an_invalid_byte_under_a_utf8_header_harms_only_itself() {
        check(b"{UTF-8}\n\xf1 = 1", "{UTF-8}\n\u{fffd} = 1");
    }

    #[test]
    fn a_carriage_return_alone_ends_a_line() {
        check(b"a = 1 ~~|\rb = 2 ~~|\r\nc = 3", "a = 1 ~~|\nb = 2 ~~|\r\nc = 3");
    }

    #[test]
    fn refuses_what_is_no_text() {
        refused(b"", "empty-file");
        refused(b" \r\n\t", "empty-file");
        refused(b"\xff\xfe", "empty-file");
        refused(b"PK\x03\x04rest", "not-a-text-file");
        refused(b"\x7f\xf7\x17\x52 run", "not-a-text-file");
        refused(b"a = 1\0\0\0 ~~|", "not-a-text-file");
        refused(&[1, 2, 3, 4, 5, 6, 7, 8], "not-a-text-file");
        refused(&vec![b'a'; crate::limits::FILE_BYTES + 1], "file-too-large");
    }
}
