//! The next contents of a folder: they grow beside it and take its place all at once.
//!
//! A reader finds the old contents whole or the new ones whole, whenever the run is killed or the disk is full. Files that the
//! user has put into the folder move along.

use crate::lock;
use crate::{Manifest, ResultsError, write_whole};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The next contents of a folder that is held.
#[derive(Debug)]
pub struct Draft<'f> {
    /// The folder, and the lock by which it is held: a new folder has a lock file of its own.
    place: &'f Path,
    lock: &'f Mutex<File>,
    path: PathBuf,
}

impl<'f> Draft<'f> {
    pub(crate) fn begin(place: &'f Path, lock: &'f Mutex<File>) -> Result<Draft<'f>, ResultsError> {
        let path = beside(place, "new");
        match fs::create_dir(&path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(ResultsError::writing(&path, error)),
            _ => Ok(Draft { place, lock, path }),
        }
    }

    /// Where the contents grow.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The path of a file in it.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Writes a text file into it.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn write(&self, name: &str, text: &str) -> Result<(), ResultsError> {
        write_whole(&self.file(name), |out| out.write_all(text.as_bytes()))
    }

    /// Writes the manifest, which names all that is there, and puts the whole in the folder's place.
    ///
    /// # Errors
    /// If the disk refuses; the folder is as it was then.
    pub fn put_in_place(self, manifest: Manifest) -> Result<(), ResultsError> {
        let fail = |e| ResultsError::writing(self.place, e);
        let files = names_in(&self.path).map_err(fail)?;
        let files = files.iter().map(|name| name.to_string_lossy().into_owned()).collect();
        Manifest { files, ..manifest }.save(&self.path)?;
        // Whoever comes right after the move must find the new folder held.
        let lock = lock::take(&self.path)?;
        self.carry_over().map_err(fail)?;
        match take_place(&self.path, self.place) {
            Ok(()) => *self.lock.lock().unwrap_or_else(PoisonError::into_inner) = lock,
            Err(error) if is_mount_point(&error) => self.replace_each().map_err(fail)?,
            Err(error) => return Err(fail(error)),
        }
        Ok(())
    }

    /// Replaces the contents of a folder that cannot be moved itself, such as one that a container mounts: entry by entry, the
    /// manifest last.
    fn replace_each(&self) -> io::Result<()> {
        let place = self.place;
        let new = names_in(&self.path)?;
        let old = written(place);
        // The lock stays the one that is held.
        let own = [Manifest::NAME, lock::NAME].map(OsString::from);
        for name in old.difference(&new).filter(|name| !own.contains(name)) {
            remove(&place.join(name))?;
        }
        let others = new.iter().filter(|name| !own.contains(name));
        for name in others.chain(&own[..1]) {
            copy(&self.path.join(name), &place.join(name))?;
        }
        clear(place)
    }

    /// Moves what the user has put into the folder to the draft: whatever no run has written.
    fn carry_over(&self) -> io::Result<()> {
        let (old, new) = (self.place, &self.path);
        if let Ok(found) = fs::metadata(old) {
            fs::set_permissions(new, found.permissions())?;
        }
        move_others(old, new, &written(old))
    }
}

/// Clears what a run that was killed has left beside a folder that is held. Files of the user's that were on their way come back.
pub(crate) fn clear(folder: &Path) -> io::Result<()> {
    let draft = beside(folder, "new");
    let is_folder = fs::symlink_metadata(&draft).is_ok_and(|found| found.is_dir());
    if is_folder && draft.join(Manifest::NAME).is_file() {
        move_others(&draft, folder, &written(&draft))?;
    }
    remove(&draft)
}

/// Puts a folder back that was moved away by a run that was killed before the new one took its place.
pub(crate) fn undo_move(folder: &Path) -> io::Result<()> {
    let old = beside(folder, "old");
    match (fs::symlink_metadata(&old), fs::symlink_metadata(folder)) {
        (Ok(found), Err(_)) if found.is_dir() => fs::rename(&old, folder),
        (Ok(found), Ok(_)) if found.is_dir() => fs::remove_dir_all(&old),
        _ => Ok(()),
    }
}

/// `.NAME.new` for the folder `NAME`.
fn beside(folder: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(folder.file_name().unwrap_or("results".as_ref()));
    name.push(".");
    name.push(ending);
    folder.with_file_name(name)
}

fn names_in(folder: &Path) -> io::Result<BTreeSet<OsString>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect()
}

/// What runs have written into a folder, as its manifest says.
fn written(folder: &Path) -> BTreeSet<OsString> {
    let files = Manifest::read(folder).map(|manifest| manifest.files).unwrap_or_default();
    let own = [Manifest::NAME, lock::NAME].map(OsString::from);
    files.into_iter().map(OsString::from).chain(own).collect()
}

/// Moves the entries of a folder that no run has written to another one that has no entry of that name.
fn move_others(from: &Path, to: &Path, written: &BTreeSet<OsString>) -> io::Result<()> {
    let there = names_in(to)?;
    for name in names_in(from)? {
        if !written.contains(&name) && !there.contains(&name) {
            fs::rename(from.join(&name), to.join(&name))?;
        }
    }
    Ok(())
}

/// Puts a folder in the place of another, which is removed.
fn take_place(new: &Path, place: &Path) -> io::Result<()> {
    // The names of the files must be on the disk before the folder's is.
    #[cfg(unix)]
    File::open(new)?.sync_all()?;
    match exchange(new, place) {
        Ok(()) => fs::remove_dir_all(new),
        Err(error) if error.kind() == io::ErrorKind::StorageFull => Err(error),
        Err(_) => move_both(new, place),
    }
}

fn is_mount_point(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::CrossesDevices | io::ErrorKind::ResourceBusy
    )
}

/// Copies a file, or a folder with all that is in it, in the place of what is there.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if !from.is_dir() {
        let mut file = File::open(from)?;
        return write_whole(to, |out| io::copy(&mut file, out).map(drop)).map_err(io::Error::other);
    }
    remove(to)?;
    fs::create_dir(to)?;
    names_in(from)?.iter().try_for_each(|name| copy(&from.join(name), &to.join(name)))
}

/// Removes a file or a folder, if it is there; of a link, the link.
fn remove(path: &Path) -> io::Result<()> {
    let removed = match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        _ => fs::remove_file(path),
    };
    removed.or_else(|error| match error.kind() {
        io::ErrorKind::NotFound => Ok(()),
        _ => Err(error),
    })
}

/// Exchanges two folders in one step, where the system can.
#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// The same in two steps; [`undo_move`] mends what is killed between them.
fn move_both(new: &Path, place: &Path) -> io::Result<()> {
    let old = beside(place, "old");
    fs::rename(place, &old)?;
    fs::rename(new, place).or_else(|error| {
        fs::rename(&old, place)?;
        Err(error)
    })?;
    fs::remove_dir_all(&old)
}

#[cfg(test)]
mod tests;
