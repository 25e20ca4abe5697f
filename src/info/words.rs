//! The few words that both outputs add to the author's, by language: one row each.

use super::Lang;

/// A word, or a few. `{}` in it stands for what is filled in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Word {
    /// Before translators.
    Translated,
    /// Before editors.
    Edited,
    /// Before illustrators.
    Illustrated,
    /// Before the source of the text.
    Source,
    /// The heading of the contents.
    Contents,
    /// The name of the landmarks.
    Landmarks,
    /// The cover page.
    Cover,
    /// The title page.
    TitlePage,
    /// The imprint page.
    Imprint,
    /// Where the text begins.
    Beginning,
    /// The notes of an article.
    Notes,
    /// The way back from a note.
    Back,
    /// Before the licence.
    Licence,
    /// Of the ISBN of the printed book.
    Print,
    /// Of the ISBN of the e-book.
    Ebook,
    /// What is said about accessibility.
    Summary,
    /// What is added when every picture is described.
    Described,
}

/// The columns of the table.
const LANGUAGES: [&str; 7] = ["en", "fr", "de", "es", "it", "pt", "ru"];

/// A language's column; that of English where it is not known.
pub(super) fn column(lang: &Lang) -> usize {
    let primary = lang.primary();
    LANGUAGES.iter().position(|known| *known == primary).unwrap_or(0)
}

impl Word {
    /// The word in a language; in English where that is not known.
    pub fn in_language(self, lang: &Lang) -> &'static str {
        self.row()[column(lang)]
    }

    fn row(self) -> [&'static str; 7] {
        match self {
            Word::Translated => [
                "Translated by {}",
                "Traduit par {}",
                "Übersetzt von {}",
                "Traducción de {}",
                "Traduzione di {}",
                "Tradução de {}",
                "Перевод: {}",
            ],
            Word::Edited => [
                "Edited by {}",
                "Édition établie par {}",
                "Herausgegeben von {}",
                "Edición de {}",
                "A cura di {}",
                "Organização de {}",
                "Редакция: {}",
            ],
            Word::Illustrated => [
                "Illustrated by {}",
                "Illustré par {}",
                "Illustriert von {}",
                "Ilustraciones de {}",
                "Illustrazioni di {}",
                "Ilustrações de {}",
                "Иллюстрации: {}",
            ],
            Word::Source => [
                "Source: {}",
                "Source\u{a0}: {}",
                "Quelle: {}",
                "Fuente: {}",
                "Fonte: {}",
                "Fonte: {}",
                "Источник: {}",
            ],
            Word::Contents => [
                "Contents",
                "Sommaire",
                "Inhalt",
                "Índice",
                "Indice",
                "Índice",
                "Содержание",
            ],
            Word::Landmarks => {
                ["Guide", "Repères", "Wegweiser", "Guía", "Guida", "Guia", "Навигация"]
            }
            Word::Cover => [
                "Cover",
                "Couverture",
                "Umschlag",
                "Cubierta",
                "Copertina",
                "Capa",
                "Обложка",
            ],
            Word::TitlePage => [
                "Title page",
                "Page de titre",
                "Titelseite",
                "Portada",
                "Frontespizio",
                "Folha de rosto",
                "Титульный лист",
            ],
            Word::Imprint => [
                "Imprint",
                "Mentions légales",
                "Impressum",
                "Página legal",
                "Colophon",
                "Ficha técnica",
                "Выходные данные",
            ],
            Word::Beginning => {
                ["Beginning", "Début", "Anfang", "Comienzo", "Inizio", "Início", "Начало"]
            }
            Word::Notes => {
                ["Notes", "Notes", "Anmerkungen", "Notas", "Note", "Notas", "Примечания"]
            }
            Word::Back => [
                "Back to note {}",
                "Retour à la note {}",
                "Zurück zu Anmerkung {}",
                "Volver a la nota {}",
                "Torna alla nota {}",
                "Voltar à nota {}",
                "Назад к примечанию {}",
            ],
            Word::Licence => [
                "Licence: {}",
                "Licence\u{a0}: {}",
                "Lizenz: {}",
                "Licencia: {}",
                "Licenza: {}",
                "Licença: {}",
                "Лицензия: {}",
            ],
            Word::Print => {
                ["print", "imprimé", "Druck", "impreso", "stampa", "impresso", "печать"]
            }
            Word::Ebook => [
                "e-book",
                "livre numérique",
                "E-Book",
                "libro electrónico",
                "libro elettronico",
                "livro digital",
                "электронная книга",
            ],
            Word::Summary => [
                "The text reflows and adapts to the reader’s settings; contents and headings lead to every article.",
                "Le texte s’adapte aux réglages du lecteur\u{202f}; la table des matières et les intertitres mènent à chaque article.",
                "Der Text passt sich den Einstellungen der Lesenden an; Inhaltsverzeichnis und Überschriften führen zu jedem Artikel.",
                "El texto se adapta a los ajustes del lector; el índice y los títulos llevan a cada artículo.",
                "Il testo si adatta alle impostazioni di chi legge; l’indice e i titoli portano a ogni articolo.",
                "O texto adapta-se aos ajustes do leitor; o índice e os títulos levam a cada artigo.",
                "Текст подстраивается под настройки читателя; содержание и заголовки ведут к каждой статье.",
            ],
            Word::Described => [
                "All pictures are described.",
                "Toutes les images sont décrites.",
                "Alle Bilder sind beschrieben.",
                "Todas las imágenes están descritas.",
                "Tutte le immagini sono descritte.",
                "Todas as imagens estão descritas.",
                "Все изображения описаны.",
            ],
        }
    }
}
