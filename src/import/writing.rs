//! Articles that were read → the files that are written: articles, pictures, a manifest.

use super::manuscript;
use super::{Article, Import, Output, Target, book, file_names, markdown};
use crate::source::Span;

impl Import<'_> {
    /// The files that are written.
    pub(super) fn outputs(&mut self) -> Vec<Output> {
        if let Target::Library(name) = &self.options.target {
            let language = self.options.language.as_ref().map(ToString::to_string);
            let text = book::library(language.as_deref(), &self.entries);
            return vec![Output { path: name.clone(), bytes: text.into_bytes() }];
        }
        let folder = match &self.options.target {
            Target::Book(name) => format!("{}/", file_names::slug(name, "book")),
            Target::Articles | Target::Library(_) => String::new(),
        };
        let mut written: Vec<Output> = Vec::new();
        let mut taken = Vec::new();
        let mut pictures_taken = Vec::new();
        let mut chapters = Vec::new();
        for (number, article) in self.articles.iter().enumerate() {
            let (title, stem) = match article {
                Article::Read { manuscript, stem } => {
                    (manuscript.title.as_ref().map(|runs| manuscript::plain(runs)), stem)
                }
                Article::Kept { head, stem, .. } => {
                    (head.title.as_ref().map(|runs| manuscript::plain(runs)), stem)
                }
            };
            let name = match (&self.options.target, title) {
                (Target::Book(_), Some(title)) => {
                    format!("{:02}-{}", number + 1, file_names::slug(&title, "article"))
                }
                (Target::Book(_), None) => {
                    format!("{:02}-{}", number + 1, file_names::slug(stem, "article"))
                }
                (Target::Articles | Target::Library(_), _) => {
                    file_names::slug(stem, "article")
                }
            };
            let name = file_names::free(&name, "md", &taken);
            taken.push(name.clone());
            let text = match article {
                Article::Read { manuscript, .. } => {
                    let mut paths = Vec::new();
                    for picture in &manuscript.pictures {
                        let (stem, ending) =
                            picture.name.rsplit_once('.').unwrap_or((&picture.name, ""));
                        let stem = file_names::slug(stem, "picture");
                        let name = file_names::free(&stem, ending, &pictures_taken);
                        pictures_taken.push(name.clone());
                        written.push(Output {
                            path: format!("{folder}pictures/{name}"),
                            bytes: picture.bytes.clone(),
                        });
                        paths.push(format!("pictures/{name}"));
                    }
                    markdown::write(manuscript, &paths)
                }
                Article::Kept { text, pictures, .. } => {
                    for picture in pictures {
                        let path = format!("{folder}{}", picture.path);
                        if !written.iter().any(|output| output.path == path) {
                            written.push(Output { path, bytes: picture.bytes.clone() });
                        }
                    }
                    text.clone()
                }
            };
            let path = format!("{folder}{name}");
            let manuscript = match article {
                Article::Read { manuscript, .. } => manuscript,
                Article::Kept { head, .. } => head,
            };
            chapters.push(book::Chapter { file: path.clone(), manuscript });
            written.push(Output { path, bytes: text.into_bytes() });
        }
        if let Target::Book(name) = &self.options.target {
            let stated = self.options.language.as_ref().map(ToString::to_string);
            let own =
                chapters.iter().find_map(|chapter| chapter.manuscript.language.clone());
            let language = stated.or(own).unwrap_or_else(|| "en-GB".into());
            let (text, assumed) = book::manifest(name, &language, &chapters);
            if let Some(title) = assumed.title
                && let Some(file) = self.first
            {
                let message = format!("the book is called “{title}”, after its manifest");
                self.report.guess(
                    Span::head(file),
                    message,
                    "write another `title` into the manifest",
                );
            }
            written.insert(
                0,
                Output { path: format!("{name}.toml"), bytes: text.into_bytes() },
            );
        }
        written
    }
}
