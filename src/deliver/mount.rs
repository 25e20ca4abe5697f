//! The folders at which disks are mounted that may be readers.

use std::fs;
use std::path::{Path, PathBuf};

/// Where systems mount what is plugged in.
const MEDIA: [&str; 3] = ["/media", "/run/media", "/mnt"];
/// File systems of devices, as Linux calls them: those of readers, cards and telephones.
const PORTABLE: [&str; 9] = [
    "vfat",
    "msdos",
    "exfat",
    "fuseblk",
    "ntfs",
    "ntfs3",
    "hfsplus",
    "fuse.exfat",
    "fuse.simple-mtpfs",
];
/// Where the machine's own of these are.
const OWN: [&str; 3] = ["/boot", "/efi", "/sys"];

/// Folders at which disks are mounted, in order. `table` is Linux's own table of them
/// (`/proc/self/mounts`, man 5 fstab), empty elsewhere.
pub fn mounted(table: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = table.lines().filter_map(of_line).collect();
    if cfg!(target_os = "macos") {
        found.extend(volumes(Path::new("/Volumes")));
    }
    if cfg!(windows) {
        // A and B are floppy disks, C the machine's own.
        let drives = ('D'..='Z').map(|letter| PathBuf::from(format!("{letter}:\\")));
        found.extend(drives.filter(|drive| drive.is_dir()));
    }
    found.sort();
    found.dedup();
    found
}

/// The folder of a line of the table, if it is one that is plugged in.
fn of_line(line: &str) -> Option<PathBuf> {
    let mut fields = line.split(' ');
    let (device, at, system) = (fields.next()?, fields.next()?, fields.next()?);
    let at = PathBuf::from(unescaped(at));
    if OWN.iter().any(|own| at.starts_with(own)) {
        return None;
    }
    let below = MEDIA.iter().any(|media| at.starts_with(media) && at != Path::new(media));
    // What is mounted there and is no disk, tmpfs and the like, is the system's own.
    let disk = device.starts_with("/dev/") || device.contains("mtp");
    (PORTABLE.contains(&system) || (below && disk)).then_some(at)
}

/// A path as the table writes it: blanks, tabs, line ends and backslashes as octal numbers.
fn unescaped(field: &str) -> String {
    let mut bytes = Vec::with_capacity(field.len());
    let mut rest = field.as_bytes();
    while let [first, after @ ..] = rest {
        let octal = match after {
            [a @ b'0'..=b'3', b @ b'0'..=b'7', c @ b'0'..=b'7', ..]
                if *first == b'\\' =>
            {
                Some((a - b'0') << 6 | (b - b'0') << 3 | (c - b'0'))
            }
            _ => None,
        };
        bytes.push(octal.unwrap_or(*first));
        rest = if octal.is_some() { &after[3..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The disks of a Mac; its own is a link there.
fn volumes(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let paths = entries.map(|entry| entry.path());
    paths.filter(|path| path.is_dir() && !path.is_symlink()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn disks_that_are_plugged_in_are_found() {
        let table = "\
/dev/nvme0n1p2 / ext4 rw,relatime 0 0
/dev/nvme0n1p1 /boot/efi vfat rw 0 0
tmpfs /run/media tmpfs rw 0 0
tmpfs /media/none tmpfs rw 0 0
/dev/sdb1 /run/media/ann/KOBOeReader vfat rw 0 0
/dev/sdc /media/ann/My\\040Kindle\\134 vfat rw 0 0
/dev/sdd1 /media/ann/Data ext4 rw 0 0
/dev/sde1 /home/ann/stick exfat rw 0 0
broken
/dev/sde1 /home/ann/stick exfat rw 0 0
";
        let found = mounted(table);
        let wanted = [
            "/home/ann/stick",
            "/media/ann/Data",
            "/media/ann/My Kindle\\",
            "/run/media/ann/KOBOeReader",
        ];
        if cfg!(target_os = "linux") {
            assert_eq!(found, wanted.map(PathBuf::from));
        }
    }

    #[test]
    fn a_mac_s_own_disk_is_no_reader() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(dir.path().join("Kindle")).expect("made");
        fs::write(dir.path().join("file"), "x").expect("written");
        #[cfg(unix)]
        std::os::unix::fs::symlink("/", dir.path().join("Macintosh HD")).expect("made");
        assert_eq!(volumes(dir.path()), [dir.path().join("Kindle")]);
    }
}
