//! The header: what kind of file it is, how wide its numbers are, where its parts lie.

use super::Broken;
use super::bytes::Bytes;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A run of a model.
    Run,
    /// Series that were imported from another format.
    Dataset,
}

/// The container: `.vdf` has numbers of single precision, `.vdfx` of double.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Width {
    Single,
    Double,
}

impl Width {
    /// The bytes of a value, and of a place in the table of places.
    pub fn value_bytes(self) -> usize {
        match self {
            Width::Single => 4,
            Width::Double => 8,
        }
    }

    /// The number in the bits of a value.
    pub fn number(self, bits: u64) -> f64 {
        match self {
            Width::Double => f64::from_bits(bits),
            Width::Single => single(f32::from_bits(bits as u32)),
        }
    }

    /// The bits of the value at a place.
    pub fn bits(self, bytes: Bytes, at: usize) -> Result<u64, Broken> {
        match self {
            Width::Single => bytes.u32(at).map(u64::from),
            Width::Double => bytes.u64(at),
        }
    }

    /// A place of the file that the header or a table gives.
    pub fn place(self, bytes: Bytes, at: usize) -> Result<usize, Broken> {
        let place = self.bits(bytes, at)?;
        usize::try_from(place).map_err(|_| Broken::new(at, format!("{place} is no place in a file")))
    }
}

/// A number of single precision as the shortest decimal that it stands for, which is what its author typed where anybody did: 0.1
/// and not 0.10000000149. Whole numbers of that precision are decimals already, as is `:NA:`; near its smallest size a number has
/// fewer digits than six, and is taken as it is.
fn single(number: f32) -> f64 {
    let exact = f64::from(number);
    match number.is_normal() && number.fract() != 0.0 {
        true => format!("{number:e}").parse().unwrap_or(exact),
        false => exact,
    }
}

/// What the header says.
pub(super) struct Header {
    pub kind: Kind,
    pub width: Width,
    /// Where the chain of sections begins.
    pub sections: usize,
    /// Where the last value of each place stands, behind the class of each; both for a run only.
    pub finals: usize,
    /// Where the last values end.
    pub finals_end: usize,
    /// Where the table of places begins.
    pub places: usize,
    /// How many times the series of a dataset have, or the imported series that a run has kept.
    pub data_times: usize,
    /// How many times a run has saved.
    pub saved_times: usize,
}

/// The fields that are elsewhere in the two containers.
struct Layout {
    sections: usize,
    finals: usize,
    data_times: usize,
}

impl Header {
    pub fn read(bytes: Bytes) -> Result<Header, Broken> {
        if !bytes.0.starts_with(b"\x7f\xf7\x17") {
            return Err(Broken::new(
                0,
                "it does not begin as Vensim's files do (7F F7 17)".into(),
            ));
        }
        let kind = match bytes.u8(3)? {
            b'R' | b'S' => Kind::Run,
            b'A' => Kind::Dataset,
            other => return Err(Broken::new(3, format!("{other:#04x} is no known kind of file"))),
        };
        let width = width(bytes)?;
        let Layout {
            sections,
            finals,
            data_times,
        } = match width {
            Width::Single => Layout {
                sections: 0xa4,
                finals: 0x58,
                data_times: 0x74,
            },
            Width::Double => Layout {
                sections: 0x140,
                finals: 0x64,
                data_times: 0x98,
            },
        };
        let place = |number: usize| width.place(bytes, finals + number * width.value_bytes());
        Ok(Header {
            kind,
            width,
            sections,
            finals: place(0)?,
            finals_end: place(1)?,
            places: place(2)?,
            data_times: bytes.word(data_times)?,
            saved_times: bytes.word(data_times + 4)?,
        })
    }
}

/// Each container has two numbers that are the same in every file known.
fn width(bytes: Bytes) -> Result<Width, Broken> {
    if bytes.u32(0x50)? == 0x012c_0065 {
        Ok(Width::Single)
    } else if [bytes.u32(0x58)?, bytes.u32(0x5c)?] == [0x65, 0x16c] {
        Ok(Width::Double)
    } else {
        Err(Broken::new(0x50, "a version of the format that is not known".into()))
    }
}
