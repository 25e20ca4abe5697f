//! What people did for a book: words, and the MARC relator codes they stand for.

/// Words for roles and their codes, the commonest first.
const WORDS: &[(&str, &str)] = &[
    ("author", "aut"),
    ("editor", "edt"),
    ("translator", "trl"),
    ("illustrator", "ill"),
    ("photographer", "pht"),
    ("compiler", "com"),
    ("contributor", "ctb"),
    ("introduction", "aui"),
    ("preface", "wpr"),
    ("foreword", "wpr"),
    ("afterword", "aft"),
    ("annotator", "ann"),
    ("commentator", "cmm"),
    ("artist", "art"),
    ("cartographer", "ctg"),
    ("cover designer", "cov"),
    ("book designer", "bkd"),
    ("designer", "dsr"),
    ("typographer", "tyg"),
    ("proofreader", "pfr"),
    ("corrector", "crr"),
    ("interviewer", "ivr"),
    ("interviewee", "ive"),
    ("narrator", "nrt"),
    ("printer", "prt"),
    ("publisher", "pbl"),
    ("researcher", "res"),
    ("transcriber", "trc"),
    ("adapter", "adp"),
    ("collaborator", "clb"),
    ("dedicatee", "dte"),
];

/// The relator codes of the Library of Congress (id.loc.gov/vocabulary/relators) that can
/// stand in a book; discontinued ones and those of stage, film and court are left out.
const CODES: &str = "abr acp adi adp aft ann ant app aqt arc arr art asg asn ato att auc \
    aud aui aus aut bdd bjd bkd bkp blw bnd bpd bsl ccp chr clb cli cll clr clt cmm cmp cmt \
    cns coe col com con cor cos cou cov cpc cph cpl cre crp crr crt csl csp cst ctb cte ctg \
    ctr cts ctt cur cwt dgc dgg dgs dis dln dnr dpc dpt drm drt dsr dst dtc dte dtm dto dub \
    edc edm edt egr elg elt eng etr evp exp fac fld fmk fmo fnd fpy frg his hnr hst ill ilu \
    ink ins inv isb itr ive ivr jug lbr lbt led lee lel len let lgd lie lil lit lsa lse lso \
    ltg ltr lyr mcp mdc mfp mfr mka mod mon mrb mrk msd mte mtk mus nrt oph org orm osp oth \
    own pan pat pbd pbl pdr pfr pht plt pma pmn pop ppm ppt pra prc prd pre prf prg prm prn \
    pro prp prs prt prv pta ptf pth pup rap rbr rcd rcp rdd red ren res rev rpc rps rpt rpy \
    rse rsg rsp rst rth rtm sad scl scr sds sec sgn sht sll sng spk spn spy srv std stg stl \
    stm stn str tau tcd tch ths trc trl tyd tyg uvp vac vdg voc wac wal wat wdc wde win wit \
    wpr wst wts";

/// The code of a word or of itself.
pub(super) fn marc(role: &str) -> Option<&'static str> {
    let plain = role.trim().to_lowercase().replace(['-', '_'], " ");
    WORDS
        .iter()
        .find(|(word, _)| *word == plain)
        .map(|(_, code)| *code)
        .or_else(|| CODES.split_whitespace().find(|code| *code == plain))
}

/// The words for roles.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|(word, _)| *word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_words_or_codes() {
        assert_eq!(marc("Author"), Some("aut"));
        assert_eq!(marc("cover-designer"), Some("cov"));
        assert_eq!(marc("edt"), Some("edt"));
        assert_eq!(marc("atu"), None);
        assert!(words().all(|word| {
            marc(word).is_some_and(|code| CODES.split_whitespace().any(|c| c == code))
        }));
    }
}
