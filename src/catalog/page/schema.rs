//! What search engines read of a book: schema.org in JSON-LD.

use serde_json::{Map, Value, json};

use super::frame::whole;
use crate::catalog::address::{encoded, relative};
use crate::catalog::card::Person;
use crate::catalog::shelf::{Book, Entry, Shelf};
use crate::info::licence_address;

/// The book, as JSON that may stand in a page.
pub(super) fn book(shelf: &Shelf, entry: &Entry, book: &Book) -> String {
    let card = &book.card;
    let path = book.page();
    let address = |to: &str| match &shelf.url {
        Some(url) => format!("{}{}", crate::xml::address(url), encoded(to)),
        None => relative(&path, to),
    };
    let mut about = Map::new();
    let mut say = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            about.insert(key.into(), value);
        }
    };
    say("@context", Some("https://schema.org".into()));
    say("@type", Some("Book".into()));
    say("@id", Some(card.id.clone().into()));
    say("name", Some(card.title.clone().into()));
    say("alternativeHeadline", card.subtitle.clone().map(Value::from));
    say("url", shelf.url.as_ref().map(|url| whole(url, &path).into()));
    for (key, role) in [
        ("author", "aut"),
        ("editor", "edt"),
        ("translator", "trl"),
        ("illustrator", "ill"),
    ] {
        say(key, people(card.people.iter().filter(|person| person.role == role)));
    }
    say("inLanguage", Some(card.lang.clone().into()));
    let publisher = card.publisher.as_ref().or(shelf.publisher.as_ref());
    let organisation = |name: &String| json!({ "@type": "Organization", "name": name });
    say("publisher", publisher.map(organisation));
    say("datePublished", card.date.clone().map(Value::from));
    say("bookEdition", card.edition.clone().map(Value::from));
    say("description", entry.teaser().map(Value::from));
    let subjects: Vec<&str> = card.subjects.iter().map(|(name, _)| &**name).collect();
    say("about", (!subjects.is_empty()).then(|| json!(subjects)));
    say("numberOfPages", book.pages().map(Value::from));
    say("license", card.licence.as_deref().and_then(licence_address).map(Value::from));
    say("copyrightNotice", card.rights.clone().map(Value::from));
    say("isAccessibleForFree", Some(true.into()));
    let series = card.series.as_ref();
    say(
        "isPartOf",
        series.map(|(name, _)| json!({ "@type": "BookSeries", "name": name })),
    );
    say("position", series.and_then(|(_, number)| number.clone()).map(Value::from));
    say(
        "image",
        book.cover.as_ref().map(|sight| address(&book.path(&sight.file)).into()),
    );
    let examples = book.editions.iter().map(|edition| {
        let isbn = match edition.kind.media_type() {
            "application/pdf" => &None,
            _ => &card.isbn_epub,
        };
        let mut example = json!({
            "@type": "Book",
            "name": edition.kind.short(),
            "bookFormat": "https://schema.org/EBook",
            "encoding": {
                "@type": "MediaObject",
                "contentUrl": address(&book.path(&edition.file)),
                "encodingFormat": edition.kind.media_type(),
                "contentSize": edition.bytes.to_string(),
            },
        });
        if let Some(isbn) = isbn {
            example["isbn"] = isbn.clone().into();
        }
        example
    });
    say("workExample", Some(examples.collect::<Vec<Value>>().into()));
    let text = serde_json::to_string_pretty(&about).unwrap_or_default();
    // A script ends at the first such sign, whatever it stands in.
    text.replace('<', "\\u003c")
}

fn people<'a>(people: impl Iterator<Item = &'a Person>) -> Option<Value> {
    let person = |person: &Person| json!({ "@type": "Person", "name": person.name });
    let people: Vec<Value> = people.map(person).collect();
    (!people.is_empty()).then(|| people.into())
}
