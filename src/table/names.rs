//! The keys of a table and the words of an enumeration, asked of the types that the JSON
//! Schema is made from, so that there is one list of each.

use serde::de::value::Error;
use serde::de::{Deserialize, Deserializer, Error as _, Visitor};
use serde::forward_to_deserialize_any;

/// The keys of a table type, as serde's derive knows them.
pub(crate) fn keys<'de, T: Deserialize<'de>>() -> &'static [&'static str] {
    names::<T>()
}

/// The words of an enumeration, as serde's derive knows them.
pub(crate) fn words<'de, T: Deserialize<'de>>() -> &'static [&'static str] {
    names::<T>()
}

fn names<'de, T: Deserialize<'de>>() -> &'static [&'static str] {
    let mut names: &'static [&'static str] = &[];
    // The probe always gives up once it has the names, so nothing is ever made.
    let _ = T::deserialize(Probe(&mut names));
    names
}

/// A deserializer that only asks a type for the names it was derived with.
struct Probe<'a>(&'a mut &'static [&'static str]);

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("no names"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        *self.0 = fields;
        Err(Error::custom("the names are known"))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        *self.0 = variants;
        Err(Error::custom("the names are known"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        option unit unit_struct newtype_struct seq tuple tuple_struct map identifier
        ignored_any
    }
}
