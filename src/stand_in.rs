//! Stages that are written elsewhere at the same time. When they are there, this file
//! goes, and `pipeline` uses the crate's own modules by the same names.

#![expect(missing_docs, reason = "nothing here stays")]

pub mod markdown {
    use crate::diag::Sink;
    use crate::document::{Block, Inline, Kind};
    use crate::id::Arena;
    use crate::markdown::{Article, FrontMatter};
    use crate::source::{FileId, Span};

    pub fn parse(file: FileId, text: &str, _: &mut Sink) -> Article {
        let mut start = 0;
        let mut blocks = Vec::new();
        let mut title = None;
        for part in text.split("\n\n") {
            let span = Span::new(file, start..start + part.len());
            start += part.len() + 2;
            let bare = part.trim_start_matches('#').trim();
            let run = vec![Inline::Text { text: bare.replace('\n', " "), span }];
            if part.starts_with("# ") {
                title = Some(run);
            } else if !bare.is_empty() {
                let kind = Kind::Paragraph(run);
                let (anchor, classes) = (None, Vec::new());
                blocks.push(Block { kind, span, lang: None, anchor, classes });
            }
        }
        Article {
            file,
            front: FrontMatter::default(),
            title,
            blocks,
            notes: Arena::default(),
            pictures: Vec::new(),
            anchors: Vec::new(),
        }
    }
}

pub mod assemble {
    use crate::diag::Sink;
    use crate::document::{Anchor, Document, Section};
    use crate::id::Arena;
    use crate::manifest::Manifest;
    use crate::markdown::Article;
    use crate::source::Files;

    pub fn assemble(
        manifest: &Manifest,
        articles: Vec<Option<Article>>,
        _: &Files,
        _: &mut Sink,
    ) -> Document {
        let mut anchors = Arena::default();
        let mut sections = Vec::new();
        for (entry, article) in manifest.articles.iter().zip(articles) {
            let Some(article) = article else { continue };
            let index = sections.len() as u32;
            let id = format!("a{index}");
            sections.push(Section {
                index,
                anchor: anchors.push(Anchor { id, section: index }),
                role: entry.role,
                slug: format!("{index}"),
                title: article.title.unwrap_or_default(),
                subtitle: Vec::new(),
                authors: Vec::new(),
                translators: Vec::new(),
                date: None,
                source: None,
                rights: None,
                lang: manifest.info.lang.clone(),
                blocks: article.blocks,
                children: Vec::new(),
                span: entry.span,
            });
        }
        Document {
            info: manifest.info.clone(),
            sections,
            notes: Arena::default(),
            pictures: Arena::default(),
            anchors,
            cover: None,
        }
    }
}

pub mod font {
    use crate::diag::Sink;
    use crate::font::Face;
    use crate::id::Arena;
    use crate::source::Span;

    #[derive(Clone, Debug, Default)]
    pub struct Fonts {
        pub faces: Arena<Face>,
    }

    impl Fonts {
        pub fn embedded() -> Fonts {
            Fonts::default()
        }

        pub fn add(&mut self, _: Vec<u8>, _: &str, _: Span, _: &mut Sink) {}
    }
}

pub mod epub {
    use super::font::Fonts;
    use crate::document::{Document, plain_text};
    use crate::theme::Theme;

    #[derive(Clone, Copy, Debug, Default)]
    pub struct Options {
        pub embed_fonts: bool,
    }

    pub fn write(document: &Document, _: &Theme, _: &Fonts, _: &Options) -> Vec<u8> {
        plain_text(document).into_bytes()
    }
}

pub mod typeset {
    use std::collections::BTreeMap;

    use super::font::Fonts;
    use crate::diag::Sink;
    use crate::document::Document;
    use crate::id::Arena;
    use crate::pages::{Node, Pages, Structure};
    use crate::source::Files;
    use crate::theme::Theme;

    pub fn typeset(
        document: &Document,
        theme: &Theme,
        _: &Fonts,
        _: &BTreeMap<String, Vec<String>>,
        _: &Files,
        _: &mut Sink,
    ) -> Pages {
        let _: Option<Node> = None;
        Pages {
            info: document.info.clone(),
            size: theme.page.size,
            pages: Vec::new(),
            structure: Structure::default(),
            outline: Vec::new(),
            destinations: Arena::default(),
            pictures: Arena::default(),
        }
    }
}

pub mod pdf {
    use super::font::Fonts;
    use crate::pages::Pages;

    pub type Error = std::convert::Infallible;

    pub fn write(_: &Pages, _: &Fonts) -> Result<Vec<u8>, Error> {
        Ok(b"%PDF".to_vec())
    }
}
