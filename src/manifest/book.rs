//! What the manifest says of the book as a whole, key by key.

use std::collections::BTreeMap;
use std::path::PathBuf;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::read::{Folders, code};
use super::{
    ArticleEntry, Manifest, Output, accessibility, articles, cover, design, identifier,
    people, print, raw, subject,
};
use crate::diag::{Code, Policy, Severity, nearest, short};
use crate::info::{self, Contributor, Date, Info, Isbn, Lang, MarcRole, Moment};
use crate::source::Span;
use crate::table::{Reader, Table, Value, paragraphs};

/// When a book without a date was last changed: any fixed moment will do, as long as every
/// build says the same; archives know none before 1980.
const NO_DATE: Date = Date { year: 2000, month: None, day: None };

/// What is left of a manifest when a key that every book needs is missing or wrong: its
/// articles, its root, its policy.
type Left = (Vec<ArticleEntry>, PathBuf, Policy);

/// The checked manifest or what is left of it, and whether its articles and its root are
/// all known.
pub(super) fn read(
    reader: &mut Reader<'_>,
    table: &Spanned<DeTable<'_>>,
    base: PathBuf,
    name: String,
) -> (Result<Manifest, Left>, bool) {
    let head = Span::head(reader.file);
    let table = reader.open::<raw::Book>("the manifest", table.get_ref(), head);
    let root = reader.text(&table, "root");
    let folders = Folders::new(base, root, reader.sink);
    let info = info(reader, &table);
    let articles = articles::articles(reader, &table, &folders);
    let design = design::design(reader, &table, &folders);
    let print = print::print(reader, &table, &folders);
    let outputs = outputs(reader, &table);
    let cover = cover::cover(reader, &table, &folders);
    let hyphenation = hyphenation(reader, &table);
    let policy = policy(reader, &table);
    let stated = table.get("articles").map(|value| value.get_ref());
    let all = matches!(stated, Some(DeValue::Array(all)) if all.len() == articles.len());
    let known = folders.as_stated && all;
    let Some(info) = info else { return (Err((articles, folders.root, policy)), known) };
    let manifest = Manifest {
        file: reader.file,
        name,
        root: folders.root,
        info,
        said: reader.said(&table),
        articles,
        design,
        print,
        outputs,
        cover,
        hyphenation,
        policy,
    };
    (Ok(manifest), known)
}

fn info(reader: &mut Reader<'_>, table: &Table<'_, '_>) -> Option<Info> {
    if table.get("title").is_none() {
        reader.missing(table, "title");
    }
    let mut text = |key: &str| reader.text(table, key).map(|(text, _)| text);
    let title = text("title");
    let subtitle = text("subtitle");
    let (publisher, place, edition) = (text("publisher"), text("place"), text("edition"));
    let (rights, licence, source) = (text("rights"), text("licence"), text("source"));
    for (key, said) in [("licence", &licence), ("source", &source)] {
        if let Some(said) = said.as_deref().filter(|said| is_address(said))
            && let Some(value) = table.get(key)
        {
            address(reader, reader.span(value), said);
        }
    }
    let lang = language(reader, table);
    let contributors = contributors(reader, table);
    let date = table.get("date").and_then(|value| date(reader, value));
    let description = table
        .get("description")
        .and_then(|value| reader.leaf::<String>(value, "a text"))
        .map(|text| paragraphs(&text))
        .filter(|text| !text.is_empty());
    let mut texts = |key: &str| -> Vec<String> {
        reader.texts(table, key).into_iter().map(|(text, _)| text).collect()
    };
    let imprint = texts("imprint");
    let subjects = subject::subjects(reader, table);
    let series = table.get("series").and_then(|value| series(reader, value));
    let (uuid, isbn_epub, isbn_print) = identifiers(reader, table);
    let modified = Moment::of(date.unwrap_or(NO_DATE));
    let mut info = Info {
        title: title?,
        subtitle,
        lang: lang?,
        contributors,
        publisher,
        place,
        date,
        edition,
        rights,
        licence,
        description,
        subjects,
        series,
        uuid: String::new(),
        isbn_epub,
        isbn_print,
        source,
        imprint,
        accessibility: accessibility::accessibility(reader, table),
        modified,
    };
    info.uuid = uuid.unwrap_or_else(|| identifier::derived(&info));
    Some(info)
}

/// Whether a text is an address as a whole.
fn is_address(text: &str) -> bool {
    ["https:", "http:"].iter().any(|scheme| text.trim().starts_with(scheme))
}

/// Tells of an address that is none, or not quite; how files have it otherwise.
pub(super) fn address(reader: &mut Reader<'_>, at: Span, text: &str) -> Option<String> {
    let found = info::address(text);
    if let Some((message, help)) = info::doubt(&found) {
        reader.report(Code::BadAddress, at, message, Some(help));
    }
    found.ok().map(|found| found.href)
}

pub(super) fn language(reader: &mut Reader<'_>, table: &Table<'_, '_>) -> Option<Lang> {
    if table.get("language").is_none() {
        reader.missing(table, "language");
    }
    let (tag, at) = reader.text(table, "language")?;
    let lang = Lang::parse(&tag);
    if lang.is_none() {
        // As systems write it: `en_GB`, `EN_gb`.
        let near = tag.replace('_', "-").to_lowercase();
        let near = near.split_once('-').map_or(near.clone(), |(language, region)| {
            format!("{language}-{}", region.to_uppercase())
        });
        let help = match Lang::parse(&near).filter(|_| tag.contains('_')) {
            Some(_) => format!("did you mean `{near}`?"),
            None => "write a tag such as `en-GB`, `es` or `de`, not the language's name"
                .into(),
        };
        let tag = short(&tag);
        reader.invalid(at, format!("`{tag}` is not a language tag"), help);
    }
    lang
}

fn contributors(reader: &mut Reader<'_>, table: &Table<'_, '_>) -> Vec<Contributor> {
    let mut people: Vec<Contributor> = articles::authors(reader, table)
        .into_iter()
        .map(|(name, _)| Contributor { name, sort: None, role: MarcRole("aut".into()) })
        .collect();
    for item in reader.items(table, "contributors", "a list of tables") {
        let wanted = "a table with `name`";
        let name = "`[[contributors]]`";
        let Some(table) = reader.table::<raw::Contributor>(name, item, wanted) else {
            continue;
        };
        if table.get("name").is_none() {
            reader.missing(&table, "name");
        }
        let name = reader.text(&table, "name");
        let sort = reader.text(&table, "sort").map(|(sort, _)| sort);
        let role = match reader.text(&table, "role") {
            None => Some("aut"),
            Some((word, at)) => {
                let code = people::marc(&word);
                if code.is_none() {
                    let help = match nearest(&word, people::words()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "write `author`, `editor`, `translator`, `illustrator` … or a MARC relator code".into(),
                    };
                    let message = format!("`{}` is not a role", short(&word));
                    reader.invalid(at, message, help);
                }
                code
            }
        };
        if let (Some((name, _)), Some(role)) = (name, role) {
            people.push(Contributor { name, sort, role: MarcRole(role.into()) });
        }
    }
    people
}

pub(super) fn date(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Date> {
    let at = reader.span(value);
    let text = match value.get_ref() {
        DeValue::Datetime(moment) => match (moment.date, moment.time) {
            (Some(date), _) => {
                format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
            }
            (None, _) => moment.to_string(),
        },
        DeValue::Integer(_) => reader.leaf::<i64>(value, "a year")?.to_string(),
        DeValue::String(_) => reader.text_of(value)?.0,
        other @ (DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Array(_)
        | DeValue::Table(_)) => {
            reader.wrong(at, other, "a date");
            return None;
        }
    };
    let date = Date::parse(&text);
    if date.is_none() {
        let help = "write a year, a month or a day that is in the calendar: `2025`, `\"2025-06\"` or `2025-06-08`";
        reader.invalid(at, format!("`{}` is not a date", short(&text)), help);
    }
    date
}

fn series(
    reader: &mut Reader<'_>,
    value: &Value<'_>,
) -> Option<(String, Option<String>)> {
    let wanted = "a table with `name` and `number`";
    let table = reader.table::<raw::Series>("`series`", value, wanted)?;
    if table.get("name").is_none() {
        reader.missing(&table, "name");
    }
    let number = table.get("number").and_then(|value| {
        if matches!(value.get_ref(), DeValue::Integer(_)) {
            let number = reader.leaf::<u32>(value, "a whole number that is not negative");
            return number.map(|number| number.to_string());
        }
        let (number, at) = reader.text_of(value)?;
        if info::series_position(&number).is_none() {
            let message = format!("the number `{}` has no place in a series", short(&number));
            let help = "catalogues take figures, `3` or `\"II\"`: the imprint has the number as it is, the \
                        e-book's metadata the series alone";
            reader.report(Code::SeriesNumber, at, message, Some(help.into()));
        }
        Some(number)
    });
    Some((reader.text(&table, "name")?.0, number))
}

fn identifiers(
    reader: &mut Reader<'_>,
    table: &Table<'_, '_>,
) -> (Option<String>, Option<Isbn>, Option<Isbn>) {
    let Some(value) = table.get("identifiers") else { return (None, None, None) };
    let name = "`[identifiers]`";
    let Some(table) = reader.table::<raw::Identifiers>(name, value, "a table") else {
        return (None, None, None);
    };
    let uuid = reader.text(&table, "uuid").and_then(|(text, at)| {
        let uuid = identifier::uuid(&text);
        if uuid.is_none() {
            let help = "a UUID has 32 hexadecimal digits: `5c0d2b8e-6f1a-4c57-9a3e-20a81940c0a1`; left out, one is derived from the title and the authors";
            reader.invalid(at, format!("`{}` is not a UUID", short(&text)), help);
        }
        uuid
    });
    let mut isbn = |key: &str| {
        let (text, at) = reader.text(&table, key)?;
        identifier::isbn(&text)
            .map_err(|wrong| reader.invalid(at, wrong.message, wrong.help))
            .ok()
    };
    let (epub, print) = (isbn("isbn-epub"), isbn("isbn-print"));
    if let (Some(epub), Some(print)) = (&epub, &print)
        && epub.digits() == print.digits()
    {
        let at = table.key_span("isbn-print").unwrap_or(table.span);
        let message = "the e-book and the printed book have the same ISBN".to_string();
        reader.invalid(at, message, "each format has an ISBN of its own");
    }
    (uuid, epub, print)
}

pub(super) fn outputs(reader: &mut Reader<'_>, table: &Table<'_, '_>) -> Vec<Output> {
    let Some(value) = table.get("outputs") else {
        return vec![Output::Epub, Output::Pdf];
    };
    let items = reader.items(table, "outputs", "a list of outputs");
    let mut outputs: Vec<Output> = items
        .iter()
        .filter_map(|item| reader.word(item))
        .map(|output| match output {
            raw::Output::Epub => Output::Epub,
            raw::Output::Kepub => Output::Kepub,
            raw::Output::Kindle => Output::Kindle,
            raw::Output::Compatible => Output::Compatible,
            raw::Output::Html => Output::Html,
            raw::Output::Pdf => Output::Pdf,
            raw::Output::Booklet => Output::Booklet,
            raw::Output::Press => Output::Press,
        })
        .collect();
    if items.is_empty() && matches!(value.get_ref(), DeValue::Array(_)) {
        let at = reader.span(value);
        reader.invalid(
            at,
            "no output is asked for".into(),
            "write `[\"epub\", \"pdf\"]`",
        );
    }
    outputs.sort_unstable();
    outputs.dedup();
    outputs
}

fn hyphenation(
    reader: &mut Reader<'_>,
    table: &Table<'_, '_>,
) -> BTreeMap<String, Vec<String>> {
    let mut lists = BTreeMap::new();
    let Some(value) = table.get("hyphenation") else { return lists };
    let DeValue::Table(languages) = value.get_ref() else {
        lists.insert(String::new(), divided(reader, value));
        return lists;
    };
    for (key, words) in languages {
        let tag: &str = key.get_ref();
        // `words` is no tag: primary languages have two or three letters.
        if tag != "words" && Lang::parse(tag).is_none() {
            let at = reader.span(key);
            let message = format!("`{}` is not a language tag", short(tag));
            let help = "write `words` for the book's language, or a tag such as `es`";
            reader.invalid(at, message, help);
            continue;
        }
        let tag = if tag == "words" { "" } else { tag };
        let words = divided(reader, words);
        lists.entry(tag.to_string()).or_insert_with(Vec::new).extend(words);
    }
    lists
}

fn divided(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<String> {
    let mut words = reader.texts_of(value);
    words.retain(|(word, at)| {
        let good = word.split('-').all(|part| {
            !part.is_empty() && part.chars().all(|c| c.is_alphabetic() || c == '’')
        });
        if good && word.contains('’') {
            let message = format!("`{}` has an apostrophe: its parts are divided apart", short(word));
            let help = "write only the part with the hyphen, `au-jourd` for `aujourd’hui`";
            reader.invalid(*at, message, help);
            return false;
        }
        if !good {
            let message = format!("`{}` is not a word with hyphens", short(word));
            let help = "write one word with a hyphen at each place where it may be divided: `dia-lec-tic`";
            reader.invalid(*at, message, help);
        }
        good
    });
    words.into_iter().map(|(word, _)| word).collect()
}

fn policy(reader: &mut Reader<'_>, table: &Table<'_, '_>) -> Policy {
    let mut policy = Policy::new();
    let Some(value) = table.get("diagnostics") else { return policy };
    let name = "`[diagnostics]`";
    let Some(table) = reader.table::<raw::Diagnostics>(name, value, "a table") else {
        return policy;
    };
    let levels = [
        ("allow", None),
        ("warn", Some(Severity::Warning)),
        ("deny", Some(Severity::Error)),
    ];
    for (key, severity) in levels {
        for (name, at) in reader.texts(&table, key) {
            let Some(code) = code(reader, &name, at) else { continue };
            if severity < Some(Severity::Error) && !code.may_be_lowered() {
                let help = "no output would be whole with it; see `publish explain`";
                reader.invalid(at, format!("`{name}` is always an error"), help);
            } else if policy.insert(code, severity).is_some() {
                let help = "a code has one severity in a book";
                reader.invalid(at, format!("`{name}` is named twice"), help);
            }
        }
    }
    policy
}
