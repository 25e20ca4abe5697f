//! The two facts of EXIF that outlive it: orientation and density.

/// What a TIFF header in EXIF says.
#[derive(Default)]
pub(super) struct Exif {
    /// The orientation, 1 to 8.
    pub orientation: u16,
    /// Pixels per inch.
    pub density: Option<u32>,
}

/// Reads a TIFF structure (EXIF 2.32, 4.6). Whatever is damaged is taken as absent.
pub(super) fn read(tiff: &[u8]) -> Exif {
    Reader::new(tiff).and_then(|reader| reader.read()).unwrap_or_default()
}

struct Reader<'a> {
    data: &'a [u8],
    big: bool,
}

impl<'a> Reader<'a> {
    fn new(data: &'a [u8]) -> Option<Reader<'a>> {
        let big = match data.get(..4)? {
            [b'I', b'I', 42, 0] => false,
            [b'M', b'M', 0, 42] => true,
            _ => return None,
        };
        Some(Reader { data, big })
    }

    fn u16(&self, at: usize) -> Option<u16> {
        let bytes: [u8; 2] = self.data.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    }

    fn u32(&self, at: usize) -> Option<u32> {
        let bytes: [u8; 4] = self.data.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if self.big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
    }

    fn read(&self) -> Option<Exif> {
        let directory = self.u32(4)? as usize;
        let count = self.u16(directory)?;
        let mut exif = Exif::default();
        let mut resolution = None;
        let mut per_centimetre = false;
        for entry in 0..usize::from(count) {
            let at = directory + 2 + entry * 12;
            let Some(tag) = self.u16(at) else { break };
            match tag {
                0x0112 => exif.orientation = self.u16(at + 8)?,
                0x011a => resolution = self.rational(at),
                0x0128 => per_centimetre = self.u16(at + 8)? == 3,
                _ => {}
            }
        }
        exif.density = resolution.and_then(|value| {
            super::raster::density(if per_centimetre { value * 2.54 } else { value })
        });
        Some(exif)
    }

    fn rational(&self, entry: usize) -> Option<f64> {
        let at = self.u32(entry + 8)? as usize;
        let (over, under) = (self.u32(at)?, self.u32(at.checked_add(4)?)?);
        (under != 0).then(|| f64::from(over) / f64::from(under))
    }
}
