//! Whose values stand at which places.

use super::Broken;
use super::bytes::Bytes;
use super::found::Unread;
use super::header::Kind;
use super::names::Names;
use super::records::{Class, Record};
use super::shapes::{Shape, Shapes};
use std::collections::HashMap;
use std::ops::Range;

/// So many places of a variable are asked whether they are of its class: the elements of an array may differ in theirs.
const ASKED: usize = 64;

/// A variable and its places.
pub(super) struct Owner {
    pub record: Record,
    pub name: String,
    pub shape: Shape,
}

impl Owner {
    fn end(&self) -> usize {
        self.record.place.saturating_add(self.shape.size)
    }
}

/// What tells owners from records that own nothing.
pub(super) struct Owners<'a> {
    pub bytes: Bytes<'a>,
    pub kind: Kind,
    pub names: &'a Names<'a>,
    pub shapes: &'a Shapes<'a>,
    pub classes: Range<usize>,
    /// How many places there are.
    pub places: usize,
}

impl Owners<'_> {
    /// The variables in the order of their places, no two at one place and no two of one name; those that are not understood, or
    /// contradict another, are `unread`.
    pub fn all(&self, records: &[Record], unread: &mut Vec<Unread>) -> Result<Vec<Owner>, Broken> {
        let mut owners = Vec::new();
        for record in records {
            let (Class::Variable(class) | Class::Imported(class)) = record.class else {
                continue;
            };
            match self.owner(record, class) {
                Ok(owner) => owners.extend(owner),
                Err((name, why)) => unread.push(Unread { name, why }),
            }
            self.names.budget.check()?;
        }
        without_overlaps(&mut owners, unread);
        without_twins(&mut owners, unread);
        Ok(owners)
    }

    fn owner(&self, record: &Record, class: u8) -> Result<Option<Owner>, (String, String)> {
        if record.shape == 0 {
            return Ok(None);
        }
        let nameless = |e| {
            (
                format!("a record at byte {}", record.at),
                format!("its name cannot be read: {e}"),
            )
        };
        let name = self.names.at(record.name).map_err(nameless)?;
        let shape = match self.shapes.shape(record.shape) {
            Ok(shape) => shape,
            Err(e) => return Err((name, format!("its subscripts cannot be read: {e}"))),
        };
        let owner = Owner {
            record: *record,
            name,
            shape,
        };
        match self.doubt(&owner, class) {
            None => Ok(Some(owner)),
            Some(why) => Err((owner.name, why)),
        }
    }

    /// Why the places that a record names are not its own.
    fn doubt(&self, owner: &Owner, class: u8) -> Option<String> {
        let first = owner.record.place;
        if first == 0 || owner.end() > self.places {
            return Some(format!(
                "its values should stand at places {first} to {} of {}",
                owner.end(),
                self.places
            ));
        }
        let asked = self.classes.start + first..self.classes.start + first + owner.shape.size.min(ASKED);
        let classes = self.bytes.0.get(asked).unwrap_or_default();
        let is_own = self.kind == Kind::Dataset || classes.contains(&class);
        (!is_own).then(|| "the run did not save it: its places are of another kind".into())
    }
}

/// Puts owners in the order of their places, and takes out those that share one.
fn without_overlaps(owners: &mut Vec<Owner>, unread: &mut Vec<Unread>) {
    owners.sort_by_key(|o| (o.record.place, o.record.slot));
    let mut shared = vec![false; owners.len()];
    let mut farthest: Option<usize> = None;
    for (number, owner) in owners.iter().enumerate() {
        let before = farthest.filter(|f| owners[*f].end() > owner.record.place);
        if let Some(before) = before {
            shared[before] = true;
            shared[number] = true;
        }
        if farthest.is_none_or(|f| owners[f].end() < owner.end()) {
            farthest = Some(number);
        }
    }
    take_out(owners, &shared, "another variable claims the same values", unread);
}

/// Takes out all of one name, whatever its case.
fn without_twins(owners: &mut Vec<Owner>, unread: &mut Vec<Unread>) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    let keys: Vec<String> = owners.iter().map(|o| o.name.to_lowercase()).collect();
    keys.iter().for_each(|key| *counts.entry(key.clone()).or_default() += 1);
    let twins: Vec<bool> = keys.iter().map(|key| counts[key] > 1).collect();
    take_out(owners, &twins, "another variable has the same name", unread);
}

fn take_out(owners: &mut Vec<Owner>, which: &[bool], why: &str, unread: &mut Vec<Unread>) {
    let mut which = which.iter();
    owners.retain(|owner| {
        let is_out = *which.next().unwrap_or(&false);
        if is_out {
            unread.push(Unread {
                name: owner.name.clone(),
                why: why.into(),
            });
        }
        !is_out
    });
}
