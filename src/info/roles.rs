//! What the imprint page calls the work of those who helped, by language: one row a role.

use super::Lang;
use super::words::column;

/// MARC codes and the work they name; `{}` stands for the names. The work is named, not
/// the person, whose grammatical gender is not known.
const ROLES: &[(&[&str], [&str; 7])] = &[
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
        ],
    ),
    (
        &["art"],
        [
            "Art: {}",
            "Œuvres\u{a0}: {}",
            "Bilder: {}",
            "Obra gráfica: {}",
            "Opere: {}",
            "Arte: {}",
            "Художественные работы: {}",
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
        ],
    ),
    (
        &["tyg"],
        [
            "Typography: {}",
            "Typographie\u{a0}: {}",
            "Typografie: {}",
            "Tipografía: {}",
            "Tipografia: {}",
            "Tipografia: {}",
            "Типографика: {}",
        ],
    ),
    (
        &["pfr"],
        [
            "Proofreading: {}",
            "Relecture\u{a0}: {}",
            "Korrektorat: {}",
            "Corrección de pruebas: {}",
            "Revisione delle bozze: {}",
            "Revisão: {}",
            "Корректура: {}",
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
        ],
    ),
    (
        &["ivr"],
        [
            "Interview by {}",
            "Propos recueillis par {}",
            "Interview geführt von {}",
            "Entrevista de {}",
            "Intervista di {}",
            "Entrevista de {}",
            "Беседу ведёт {}",
        ],
    ),
    (
        &["ive"],
        [
            "Interview with {}",
            "Entretien avec {}",
            "Interview mit {}",
            "Entrevista con {}",
            "Intervista a {}",
            "Entrevista com {}",
            "Собеседник: {}",
        ],
    ),
    (
        &["nrt"],
        [
            "Narration: {}",
            "Narration\u{a0}: {}",
            "Erzählt von {}",
            "Narración: {}",
            "Narrazione: {}",
            "Narração: {}",
            "Рассказ: {}",
        ],
    ),
    (
        &["prt"],
        [
            "Printing: {}",
            "Impression\u{a0}: {}",
            "Druck: {}",
            "Impresión: {}",
            "Stampa: {}",
            "Impressão: {}",
            "Печать: {}",
        ],
    ),
    (
        &["pbl"],
        [
            "Published by {}",
            "Publié par {}",
            "Verlegt von {}",
            "Publicado por {}",
            "Pubblicato da {}",
            "Publicado por {}",
            "Издатель: {}",
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
            "Составитель: {}",
        ],
    ),
    (
        &["dte"],
        [
            "Dedicated to {}",
            "Dédicace\u{a0}: {}",
            "Gewidmet: {}",
            "Dedicado a {}",
            "Dedica: {}",
            "Dedicado a {}",
            "Посвящение: {}",
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
            "При сотрудничестве: {}",
        ],
    ),
];

/// For roles without a row of their own.
const OTHER: [&str; 7] = [
    "With contributions by {}",
    "Avec la contribution de {}",
    "Mitwirkung: {}",
    "Con la contribución de {}",
    "Con contributi di {}",
    "Com a contribuição de {}",
    "При участии: {}",
];

/// The credit of a role in a language, `{}` for the names.
pub(super) fn credit(role: &str, lang: &Lang) -> &'static str {
    let row = ROLES.iter().find(|(codes, _)| codes.contains(&role));
    row.map_or(OTHER, |(_, row)| *row)[column(lang)]
}
