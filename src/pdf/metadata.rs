//! What the file says about the book.

use krilla::metadata::{DateTime, Metadata};

use crate::info::{Info, Moment};

/// The document information, from which XMP is written too.
pub(super) fn metadata(info: &Info) -> Metadata {
    // Programs look for names as they are typed.
    let plain = |name: &str| name.replace(['\u{a0}', '\u{202f}'], " ");
    Metadata::new()
        .title(info.title.clone())
        .authors(info.authors().map(plain).collect())
        .description(info.description.clone().unwrap_or_default())
        .keywords(info.subjects.iter().map(|subject| subject.name.clone()).collect())
        .language(info.lang.tag().to_string())
        .creator(concat!("publish ", env!("CARGO_PKG_VERSION")).to_string())
        .document_id(info.uuid.clone())
        .creation_date(date(info.modified))
}

fn date(moment: Moment) -> DateTime {
    let (year, month, day, hour, minute, second) = moment.civil();
    DateTime::new(year)
        .month(month)
        .day(day)
        .hour(hour)
        .minute(minute)
        .second(second)
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}
