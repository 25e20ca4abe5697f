//! Stages that are written elsewhere at the same time. When they are there, this file
//! goes, and `pipeline` uses the crate's own modules by the same names.

#![expect(missing_docs, reason = "nothing here stays")]

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

