//! What the imprint page calls the work of those who helped, by language: one row a role.

use super::Lang;
use super::words::column;

/// MARC codes and the work they name; `{}` stands for the names. The work is named, not
/// the person: neither the gender nor the number of those named is known. Names are filled
/// in as they stand, so the words before them must not want another case or an elision.
const ROLES: &[(&[&str], [&str; 8])] = &[
    (
        &["aui", "win"],
        [
            "Introduction: {}",
            "Introduction\u{a0}: {}",
            "Einleitung: {}",
            "Introducción: {}",
            "Introduzione: {}",
            "Introdução: {}",
            "Вступительная статья: {}",
            "Εισαγωγή: {}",
        ],
    ),
    (
        &["wpr"],
        [
            "Preface: {}",
            "Préface\u{a0}: {}",
            "Vorwort: {}",
            "Prólogo: {}",
            "Prefazione: {}",
            "Prefácio: {}",
            "Предисловие: {}",
            "Πρόλογος: {}",
        ],
    ),
    (
        &["aft"],
        [
            "Afterword: {}",
            "Postface\u{a0}: {}",
            "Nachwort: {}",
            "Epílogo: {}",
            "Postfazione: {}",
            "Posfácio: {}",
            "Послесловие: {}",
            "Επίμετρο: {}",
        ],
    ),
    (
        &["ann"],
        [
            "Notes: {}",
            "Notes\u{a0}: {}",
            "Anmerkungen: {}",
            "Notas: {}",
            "Note: {}",
            "Notas: {}",
            "Примечания: {}",
            "Σημειώσεις: {}",
        ],
    ),
    (
        &["cmm", "cwt"],
        [
            "Commentary: {}",
            "Commentaires\u{a0}: {}",
            "Kommentar: {}",
            "Comentarios: {}",
            "Commento: {}",
            "Comentários: {}",
            "Комментарии: {}",
            "Σχόλια: {}",
        ],
    ),
    (
        &["pht"],
        [
            "Photographs: {}",
            "Photographies\u{a0}: {}",
            "Fotografien: {}",
            "Fotografías: {}",
            "Fotografie: {}",
            "Fotografias: {}",
            "Фотографии: {}",
            "Φωτογραφίες: {}",
        ],
    ),
    (
        &["art"],
        [
            "Artwork: {}",
            "Œuvres\u{a0}: {}",
            "Bilder: {}",
            "Obra gráfica: {}",
            "Opere: {}",
            "Arte: {}",
            "Художественные работы: {}",
            "Εικαστικά: {}",
        ],
    ),
    (
        &["ctg"],
        [
            "Maps: {}",
            "Cartes\u{a0}: {}",
            "Karten: {}",
            "Mapas: {}",
            "Carte: {}",
            "Mapas: {}",
            "Карты: {}",
            "Χάρτες: {}",
        ],
    ),
    (
        &["cov"],
        [
            "Cover design: {}",
            "Couverture\u{a0}: {}",
            "Umschlaggestaltung: {}",
            "Diseño de cubierta: {}",
            "Progetto di copertina: {}",
            "Capa: {}",
            "Дизайн обложки: {}",
            "Σχεδιασμός εξωφύλλου: {}",
        ],
    ),
    (
        &["bkd"],
        [
            "Book design: {}",
            "Conception graphique\u{a0}: {}",
            "Buchgestaltung: {}",
            "Diseño del libro: {}",
            "Progetto grafico: {}",
            "Projeto gráfico: {}",
            "Дизайн книги: {}",
            "Σχεδιασμός βιβλίου: {}",
        ],
    ),
    (
        &["dsr"],
        [
            "Design: {}",
            "Design\u{a0}: {}",
            "Gestaltung: {}",
            "Diseño: {}",
            "Design: {}",
            "Design: {}",
            "Дизайн: {}",
            "Σχεδιασμός: {}",
        ],
    ),
    (
        &["tyg"],
        [
            "Typography: {}",
            "Typographie\u{a0}: {}",
            "Typografie: {}",
            "Tipografía: {}",
            "Progetto tipografico: {}",
            "Projeto tipográfico: {}",
            "Типографика: {}",
            "Τυπογραφικός σχεδιασμός: {}",
        ],
    ),
    (
        &["pfr"],
        [
            "Proofreading: {}",
            "Relecture\u{a0}: {}",
            "Korrektorat: {}",
            "Corrección de pruebas: {}",
            "Correzione di bozze: {}",
            "Revisão: {}",
            "Корректура: {}",
            "Διόρθωση δοκιμίων: {}",
        ],
    ),
    (
        &["crr"],
        [
            "Corrections: {}",
            "Corrections\u{a0}: {}",
            "Korrekturen: {}",
            "Corrección: {}",
            "Correzioni: {}",
            "Correções: {}",
            "Исправления: {}",
            "Διορθώσεις: {}",
        ],
    ),
    (
        &["ivr"],
        [
            "Interview by {}",
            "Propos recueillis par {}",
            "Interview: {}",
            "Entrevista realizada por {}",
            "Intervista a cura di {}",
            "Entrevista conduzida por {}",
            "Интервьюер: {}",
            "Λήψη συνέντευξης: {}",
        ],
    ),
    (
        &["ive"],
        [
            "Interview with {}",
            "Entretien avec {}",
            "Interview mit {}",
            "Entrevista con {}",
            "Intervista con {}",
            "Entrevista com {}",
            "Собеседник: {}",
            "Συνέντευξη με: {}",
        ],
    ),
    (
        &["nrt"],
        [
            "Narration: {}",
            "Narration\u{a0}: {}",
            "Gelesen von {}",
            "Narración: {}",
            "Narrazione: {}",
            "Narração: {}",
            "Чтение: {}",
            "Αφήγηση: {}",
        ],
    ),
    (
        &["prt"],
        [
            "Printed by {}",
            "Impression\u{a0}: {}",
            "Druck: {}",
            "Impresión: {}",
            "Stampa: {}",
            "Impressão: {}",
            "Печать: {}",
            "Εκτύπωση: {}",
        ],
    ),
    (
        &["pbl"],
        [
            "Published by {}",
            "Publié par {}",
            "Verlag: {}",
            "Publicado por {}",
            "Pubblicato da {}",
            "Publicado por {}",
            "Издатель: {}",
            "Έκδοση: {}",
        ],
    ),
    (
        &["res"],
        [
            "Research: {}",
            "Recherches\u{a0}: {}",
            "Recherche: {}",
            "Investigación: {}",
            "Ricerche: {}",
            "Pesquisa: {}",
            "Исследование: {}",
            "Έρευνα: {}",
        ],
    ),
    (
        &["trc"],
        [
            "Transcription: {}",
            "Transcription\u{a0}: {}",
            "Transkription: {}",
            "Transcripción: {}",
            "Trascrizione: {}",
            "Transcrição: {}",
            "Расшифровка: {}",
            "Μεταγραφή: {}",
        ],
    ),
    (
        &["adp"],
        [
            "Adapted by {}",
            "Adaptation\u{a0}: {}",
            "Bearbeitung: {}",
            "Adaptación: {}",
            "Adattamento: {}",
            "Adaptação: {}",
            "Обработка: {}",
            "Διασκευή: {}",
        ],
    ),
    (
        &["com"],
        [
            "Compiled by {}",
            "Textes réunis par {}",
            "Zusammengestellt von {}",
            "Compilación: {}",
            "Raccolta a cura di {}",
            "Compilação: {}",
            "Составление: {}",
            "Συγκέντρωση κειμένων: {}",
        ],
    ),
    (
        &["dte"],
        [
            "Dedicated to {}",
            "Dédié à {}",
            "{} gewidmet",
            "Dedicado a {}",
            "Dedica: {}",
            "Dedicado a {}",
            "Посвящение: {}",
            "Αφιέρωση: {}",
        ],
    ),
    (
        &["clb"],
        [
            "In collaboration with {}",
            "En collaboration avec {}",
            "In Zusammenarbeit mit {}",
            "En colaboración con {}",
            "In collaborazione con {}",
            "Em colaboração com {}",
            "Сотрудничество: {}",
            "Συνεργασία: {}",
        ],
    ),
];

/// For roles without a row of their own.
const OTHER: [&str; 8] = [
    "With contributions by {}",
    "Contributions\u{a0}: {}",
    "Unter Mitwirkung von {}",
    "Con contribuciones de {}",
    "Con contributi di {}",
    "Com contribuições de {}",
    "Участие: {}",
    "Συμβολή: {}",
];

/// The credit of a role in a language, `{}` for the names.
pub(super) fn credit(role: &str, lang: &Lang) -> &'static str {
    let row = ROLES.iter().find(|(codes, _)| codes.contains(&role));
    row.map_or(OTHER, |(_, row)| *row)[column(lang)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::info::Word;

    /// All that is said of people in a language, by the code of a role.
    fn credits(tag: &str) -> Vec<(&'static str, &'static str)> {
        let lang = Lang::parse(tag).expect("a good tag");
        let codes = ROLES.iter().flat_map(|(codes, _)| codes.iter().copied());
        let main = [("edt", Word::Edited), ("trl", Word::Translated)].into_iter();
        codes
            .chain(["ctb"])
            .map(|code| (code, credit(code, &lang)))
            .chain(main.map(|(code, word)| (code, word.in_language(&lang))))
            .chain([("ill", Word::Illustrated.in_language(&lang))])
            .collect()
    }

    /// Expects words for some roles, and something to be true of all.
    fn hold(tag: &str, some: &[(&str, &str)], all: impl Fn(&str) -> bool) {
        let credits = credits(tag);
        for (code, words) in some {
            let found = credits.iter().find(|(role, _)| role == code);
            assert_eq!(found.map(|(_, words)| *words), Some(*words), "{tag} {code}");
        }
        for (code, words) in credits {
            assert_eq!(words.matches("{}").count(), 1, "{tag} {code}: {words}");
            assert!(all(words), "{tag} {code}: {words}");
        }
    }

    #[test]
    fn english_says_by_or_names_the_work() {
        let some = [("trl", "Translated by {}"), ("prt", "Printed by {}")];
        let before = ["by {}", "with {}", "to {}", ": {}"];
        hold("en-GB", &some, |words| before.iter().any(|end| words.ends_with(end)));
    }

    #[test]
    fn french_never_says_de_which_would_be_elided() {
        let some = [
            ("edt", "Édition établie par {}"),
            ("ill", "Illustré par {}"),
            ("dte", "Dédié à {}"),
        ];
        hold("fr", &some, |words| {
            !words.ends_with(" de {}") && words.contains(':') == words.contains("\u{a0}:")
        });
    }

    #[test]
    fn german_puts_the_names_where_it_is_used_to() {
        let some = [
            ("edt", "Herausgegeben von {}"),
            ("trl", "Übersetzt von {}"),
            ("dte", "{} gewidmet"),
            ("ctb", "Unter Mitwirkung von {}"),
        ];
        let before = ["von {}", "mit {}", ": {}", "{} gewidmet"];
        hold("de", &some, |words| before.iter().any(|end| words.ends_with(end)));
    }

    #[test]
    fn spanish_and_portuguese_tell_who_asked_from_who_answered() {
        let spanish = [
            ("ivr", "Entrevista realizada por {}"),
            ("ive", "Entrevista con {}"),
            ("edt", "Edición de {}"),
        ];
        hold("es", &spanish, |words| !words.contains("contribución"));
        let portuguese = [
            ("ivr", "Entrevista conduzida por {}"),
            ("ive", "Entrevista com {}"),
            ("edt", "Organização de {}"),
        ];
        hold("pt-BR", &portuguese, |words| !words.starts_with("Tipografia"));
    }

    #[test]
    fn italian_never_says_a_which_would_become_ad() {
        let some = [
            ("edt", "A cura di {}"),
            ("ive", "Intervista con {}"),
            ("pfr", "Correzione di bozze: {}"),
        ];
        // A typographer of books is no printing house.
        hold("it", &some, |words| {
            !words.ends_with(" a {}") && !words.starts_with("Tipografia")
        });
    }

    #[test]
    fn russian_leaves_names_in_the_nominative() {
        let some =
            [("trl", "Перевод: {}"), ("com", "Составление: {}"), ("edt", "Редакция: {}")];
        hold("ru", &some, |words| words.ends_with(": {}") && !words.starts_with("При "));
    }

    #[test]
    fn greek_leaves_names_in_the_nominative() {
        let some =
            [("trl", "Μετάφραση: {}"), ("edt", "Επιμέλεια: {}"), ("aft", "Επίμετρο: {}")];
        hold("el", &some, |words| words.ends_with(": {}"));
        let lang = Lang::parse("el").expect("a good tag");
        assert_eq!(Word::Contents.in_language(&lang), "Περιεχόμενα");
        assert_eq!(Word::Notes.in_language(&lang), "Σημειώσεις");
    }
}
