//! The head of an electronic letter: its subject is the title, its sender the author.

use std::ops::Range;

use super::super::manuscript::{Manuscript, text};
use super::super::names;
use super::super::paragraphs::Paragraph;
use super::super::report::{Fate, Report};
use super::super::rows::Shape;

/// What a line of the head says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Sender,
    Subject,
    Date,
    Other,
}

const FIELDS: &[(Field, &[&str])] = &[
    (Field::Sender, &["from", "von", "de", "da", "от", "от кого", "från", "od", "από"]),
    (
        Field::Subject,
        &[
            "subject", "betreff", "objet", "asunto", "oggetto", "assunto", "тема",
            "ämne", "temat", "θέμα",
        ],
    ),
    (
        Field::Date,
        &[
            "date",
            "sent",
            "datum",
            "gesendet",
            "envoyé",
            "fecha",
            "enviado",
            "enviado el",
            "data",
            "inviato",
            "дата",
            "отправлено",
            "skickat",
            "wysłano",
        ],
    ),
    (
        Field::Other,
        &[
            "to",
            "cc",
            "bcc",
            "reply-to",
            "attachments",
            "importance",
            "an",
            "à",
            "para",
            "a",
            "кому",
            "копия",
            "kopie",
            "anlagen",
            "antwort an",
            "copie à",
            "pièces jointes",
            "till",
            "do",
            "dw",
            "message-id",
            "x-mailer",
            "adjuntos",
        ],
    ),
];

/// What programs set before the subject of an answer.
const ANSWERS: &[&str] =
    &["re:", "fwd:", "fw:", "aw:", "wg:", "rv:", "tr:", "sv:", "vs:", "odp:", "ha:"];

/// Where the head of a letter ends that begins at a line: three lines at least, with who wrote and of what.
pub(in super::super) fn head_ends(
    text: &str,
    rows: &[Range<usize>],
    at: usize,
) -> Option<usize> {
    const FEWEST: usize = 3;
    const MOST: usize = 16;
    let field = |row: &Range<usize>| {
        let (label, rest) = text[row.clone()].split_once(':')?;
        known(label).filter(|_| !rest.trim().is_empty())
    };
    let fields: Vec<Field> = rows[at..].iter().take(MOST).map_while(field).collect();
    let fits = fields.len() >= FEWEST
        && fields.contains(&Field::Sender)
        && fields.contains(&Field::Subject);
    fits.then_some(at + fields.len())
}

/// What a label says that stands in the head of a letter.
fn known(label: &str) -> Option<Field> {
    let label = label.trim().to_lowercase();
    FIELDS.iter().find(|(_, labels)| labels.contains(&&*label)).map(|(field, _)| *field)
}

/// Whether programs set a line above a letter that is sent on: `---------- Forwarded message ---------`.
pub(super) fn is_sent_on(line: &str) -> bool {
    let bare = line.trim().trim_matches(['-', '_', ' ', ':', '>']).to_lowercase();
    [
        "forwarded message",
        "begin forwarded message",
        "original message",
        "weitergeleitete nachricht",
        "anfang der weitergeleiteten nachricht",
        "ursprüngliche nachricht",
        "message transféré",
        "début du message transféré",
        "message d'origine",
        "message d’origine",
        "mensaje reenviado",
        "inicio del mensaje reenviado",
        "mensaje original",
        "messaggio inoltrato",
        "inizio messaggio inoltrato",
        "messaggio originale",
        "mensagem encaminhada",
        "mensagem original",
        "doorgestuurd bericht",
        "oorspronkelijk bericht",
        "vidarebefordrat meddelande",
        "пересылаемое сообщение",
        "пересланное сообщение",
        "исходное сообщение",
    ]
    .contains(&bare.as_str())
}

/// Reads the head of a letter, if the first paragraph is one; says whether it was.
pub(super) fn head(
    first: &Paragraph,
    manuscript: &mut Manuscript,
    report: &mut Report,
) -> bool {
    let whole = 0..first.text.len();
    let rows = match &first.shape {
        Shape::Alike(rows) => rows.as_slice(),
        Shape::Words => std::slice::from_ref(&whole),
        Shape::Apart | Shape::Table(_) => return false,
    };
    let lines: Option<Vec<(Field, Paragraph)>> =
        rows.iter().map(|row| field(&first.part(row.clone()))).collect();
    let Some(lines) = lines else { return false };
    let has = |wanted| lines.iter().any(|(field, _)| *field == wanted);
    if !has(Field::Subject) || lines.len() > 1 && !has(Field::Sender) {
        return false;
    }
    for (row, (field, value)) in rows.iter().zip(&lines) {
        let line = first.part(row.clone());
        match field {
            Field::Subject if manuscript.title.is_none() => {
                subject(&line, value, manuscript, report);
            }
            Field::Sender if manuscript.authors.is_empty() => {
                sender(&line, value, manuscript, report);
            }
            Field::Sender | Field::Subject | Field::Date | Field::Other => {
                report.drop(line.at(), LEFT_OUT, line.text.trim());
            }
        }
    }
    true
}

const LEFT_OUT: &str = "this line of the head of a letter is left out";

/// What a line says, and its words behind the colon.
fn field(line: &Paragraph) -> Option<(Field, Paragraph)> {
    let (label, rest) = line.text.split_once(':')?;
    let field = known(label)?;
    let from = line.text.len() - rest.trim_start().len();
    (!rest.trim().is_empty()).then(|| (field, line.part(from..line.text.len())))
}

fn subject(
    line: &Paragraph,
    value: &Paragraph,
    manuscript: &mut Manuscript,
    report: &mut Report,
) {
    let mut from = 0;
    while let Some(answer) = ANSWERS.iter().find(|answer| {
        let lead = value.text[from..].get(..answer.len());
        lead.is_some_and(|lead| lead.to_lowercase() == **answer)
    }) {
        let past = from + answer.len();
        from = value.text.len() - value.text[past..].trim_start().len();
    }
    if from == value.text.len() {
        from = 0;
    }
    if from > 0 {
        let sign = value.part(0..from);
        report.drop(
            sign.at(),
            "the sign of an answer before the subject is left out",
            &sign.text,
        );
    }
    let title = value.text[from..].trim();
    report.guess(
        line.at(),
        format!("the subject of the letter is taken for the title: {title}"),
        "",
    );
    let value = value.part(from..value.text.len());
    report.cut(value.at(), &value.text, Fate::FrontMatter);
    lead(line, report);
    manuscript.title = Some(text(title));
}

fn sender(
    line: &Paragraph,
    value: &Paragraph,
    manuscript: &mut Manuscript,
    report: &mut Report,
) {
    let end = value.text.find(['<', '(', '[']).unwrap_or(value.text.len());
    let name = value.text[..end].trim().trim_matches(['"', '\'', ' ']).to_string();
    if names::people(&name).is_none() {
        return report.drop(line.at(), LEFT_OUT, line.text.trim());
    }
    let who = value.part(0..end);
    report.guess(
        line.at(),
        format!("who sent the letter is taken for the author: {name}"),
        "it stands in the front matter; take it out there if it is none",
    );
    report.cut(who.at(), &who.text, Fate::FrontMatter);
    lead(line, report);
    if end < value.text.len() {
        let address = value.part(end..value.text.len());
        report.drop(address.at(), "the address of the sender is left out", &address.text);
    }
    manuscript.authors.push(name);
}

/// The label of a line, which the front matter says by its key.
fn lead(line: &Paragraph, report: &mut Report) {
    let label = line.part(0..line.text.find(':').map_or(0, |at| at + 1));
    report.cut(label.at(), &label.text, Fate::Markup);
}

/// What a letter or a speech turns to its readers with.
const GREETINGS: &[&str] = &[
    "dear",
    "hello",
    "hi",
    "ladies",
    "friends,",
    "comrades,",
    "mr",
    "mrs",
    "madam",
    "liebe",
    "lieber",
    "liebes",
    "sehr",
    "verehrte",
    "hochverehrte",
    "werte",
    "hallo",
    "cher",
    "chère",
    "chers",
    "chères",
    "mesdames",
    "messieurs",
    "madame",
    "monsieur",
    "bonjour",
    "querido",
    "querida",
    "queridos",
    "queridas",
    "estimado",
    "estimada",
    "estimados",
    "estimadas",
    "señoras",
    "señores",
    "compañeras",
    "compañeros",
    "hola",
    "caro",
    "cara",
    "cari",
    "care",
    "carissimi",
    "gentile",
    "gentili",
    "signore",
    "prezado",
    "prezada",
    "prezados",
    "caros",
    "caras",
    "meus",
    "senhoras",
    "olá",
    "geachte",
    "beste",
    "kära",
    "drogi",
    "droga",
    "drodzy",
    "szanowni",
    "дорогой",
    "дорогая",
    "дорогие",
    "уважаемый",
    "уважаемая",
    "уважаемые",
    "αγαπητέ",
    "αγαπητή",
    "αγαπητοί",
];

/// Whether a line greets those that a letter or a speech is for: `Dear Harriet,`, `Liebe Gemeinde!`
pub(in super::super) fn greets(line: &str) -> bool {
    const LONGEST: usize = 70;
    let first = line.split_whitespace().next().unwrap_or("").to_lowercase();
    GREETINGS.contains(&first.as_str())
        && line.ends_with([',', '!'])
        && line.chars().count() <= LONGEST
        && line.split_whitespace().count() > 1
        && !line.contains(['?', '.', ';'])
}
