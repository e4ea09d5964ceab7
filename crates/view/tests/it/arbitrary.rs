//! Any findings at all: random values for every field, however many there will be.
//!
//! Findings can be read from anything that serde can read from; here that is a stream of random numbers.
//! Names come from a few words, so that some of them match, and numbers are often those that arithmetic
//! stumbles over.

use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

/// Findings made from a seed.
pub fn findings(seed: u64) -> findings::Findings {
    de::Deserialize::deserialize(&mut Random { state: seed }).expect("random values can be read as any type")
}

struct Random {
    state: u64,
}

type Failed = de::value::Error;

const NAMES: [&str; 9] = [
    "no change",
    "homicides",
    "a",
    "",
    "overdose \u{1b}[31m\u{202e}",
    "\"><script>alert(1)</script>",
    "| a | [b](javascript:c) `",
    "力と協力 and a rather long name that has to wrap somewhere or be cut",
    "judgement",
];

const NUMBERS: [f64; 14] = [
    0.0,
    -0.0,
    1.0,
    0.5,
    2012.0,
    2026.5,
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::MAX,
    f64::MIN_POSITIVE,
    -1e-9,
    1e16,
    281_422.0,
];

impl Random {
    /// SplitMix64 (Steele, Lea and Flood 2014).
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.state ^ (self.state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, most: u64) -> usize {
        (self.next() % most) as usize
    }

    fn number(&mut self) -> f64 {
        match self.below(3) {
            0 => NUMBERS[self.below(NUMBERS.len() as u64)],
            1 => self.next() as f64 / u64::MAX as f64 * 2.0 - 0.5,
            _ => f64::from_bits(self.next()),
        }
    }

    fn whole(&mut self) -> u64 {
        match self.below(4) {
            0 => 0,
            1 => u64::MAX,
            _ => self.next() % 400,
        }
    }
}

/// So many random elements.
struct Elements<'a>(&'a mut Random, usize);

impl<'de> de::SeqAccess<'de> for Elements<'_> {
    type Error = Failed;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Failed> {
        if self.1 == 0 {
            return Ok(None);
        }
        self.1 -= 1;
        seed.deserialize(&mut *self.0).map(Some)
    }
}

impl<'de> Deserializer<'de> for &mut Random {
    type Error = Failed;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        visitor.visit_unit()
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        visitor.visit_bool(self.below(2) == 0)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        visitor.visit_f64(self.number())
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        visitor.visit_u64(self.whole())
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        visitor.visit_u32(self.next() as u32)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        visitor.visit_string(NAMES[self.below(NAMES.len() as u64)].to_owned())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        if self.below(3) == 0 {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        let length = self.below(5);
        visitor.visit_seq(Elements(self, length))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Failed> {
        visitor.visit_seq(Elements(self, length))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failed> {
        visitor.visit_seq(Elements(self, fields.len()))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failed> {
        visitor.visit_enum(variants[self.below(variants.len() as u64)].into_deserializer())
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u128 f32 char str bytes byte_buf unit unit_struct newtype_struct tuple_struct map
        identifier ignored_any
    }
}
