//! Shapes of variables: how many places one has, and which elements each place is of.

use super::Broken;
use super::bytes::Bytes;
use super::header::Width;
use super::names::Names;
use super::records::{Class, Record, Records};
use super::sections::{Section, Sections};
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// The shape of a variable without subscripts.
const SCALAR: usize = 5;
/// A shape has room for this many dimensions.
const DIMENSIONS: usize = 8;

/// Where the fields of a shape are, in words.
struct Layout {
    /// The words of a size or a stride.
    number: usize,
    words: usize,
}

impl Layout {
    fn of(width: Width) -> Layout {
        let number = width.value_bytes() / 4;
        // The next shape, the size, sizes and strides by dimension, dimensions, and how many.
        let words = 2 + 2 * DIMENSIONS * number + DIMENSIONS + 1;
        Layout { number, words }
    }
}

/// A variable's extent: one place for each combination of elements, the last dimension fastest.
pub(super) struct Shape {
    /// How many places.
    pub size: usize,
    /// The slots of the dimensions.
    dimensions: Vec<usize>,
    sizes: Vec<usize>,
}

type Elements = Rc<[String]>;

/// Shapes, and the names of elements.
pub(super) struct Shapes<'a> {
    bytes: Bytes<'a>,
    width: Width,
    section: Section,
    dimensions: Option<Section>,
    names: &'a Names<'a>,
    records: &'a Records<'a>,
    all: &'a [Record],
    /// The elements of each family, in the order of their numbers.
    families: HashMap<usize, Vec<Record>>,
    /// The elements of dimensions met before, by slot or, where nothing lists them, by family.
    known: RefCell<HashMap<usize, Elements>>,
}

impl<'a> Shapes<'a> {
    pub fn new(
        names: &'a Names<'a>,
        sections: &Sections,
        (records, all): (&'a Records<'a>, &'a [Record]),
        width: Width,
    ) -> Self {
        let mut families: HashMap<usize, Vec<Record>> = HashMap::new();
        for element in all.iter().filter(|r| r.class == Class::Element) {
            families.entry(element.family).or_default().push(*element);
        }
        families.values_mut().for_each(|family| family.sort_by_key(|r| r.place));
        Shapes {
            bytes: names.bytes,
            width,
            section: sections.shapes,
            dimensions: sections.dimensions,
            names,
            records,
            all,
            families,
            known: RefCell::default(),
        }
    }

    /// The shape that stands at a word.
    pub fn shape(&self, word: usize) -> Result<Shape, Broken> {
        if word == SCALAR {
            return Ok(Shape {
                size: 1,
                dimensions: Vec::new(),
                sizes: Vec::new(),
            });
        }
        let at = self.section.at(word)?;
        let layout = Layout::of(self.width);
        self.section.at(word.saturating_add(layout.words - 1))?;
        let field = |field: usize| self.bytes.word(at + 4 * field);
        let count = field(layout.words - 1)?;
        if word < SCALAR || !(1..=DIMENSIONS).contains(&count) {
            return Err(Broken::new(at, format!("a shape of {count} dimensions")));
        }
        let sizes: Vec<usize> = (0..count)
            .map(|k| field(2 + layout.number * k))
            .collect::<Result<_, _>>()?;
        let strides = 2 + DIMENSIONS * layout.number;
        let strides: Vec<usize> = (0..count)
            .map(|k| field(strides + layout.number * k))
            .collect::<Result<_, _>>()?;
        let slots = 2 + 2 * DIMENSIONS * layout.number;
        let dimensions = (0..count).map(|k| field(slots + k)).collect::<Result<_, _>>()?;
        let size = field(1)?;
        if row_major(&sizes, &strides) != Some(size) {
            return Err(Broken::new(
                at,
                "sizes and distances of a shape that do not go together".into(),
            ));
        }
        Ok(Shape {
            size,
            dimensions,
            sizes,
        })
    }

    /// The names of all places of a shape: `[A1,B1]`, `[A1,B2]`, …; nothing for a variable without subscripts. With
    /// the name before each they must not take more than `room` bytes.
    pub fn labels(&self, shape: &Shape, name: usize, room: usize) -> Result<Vec<String>, Broken> {
        let all = shape.dimensions.iter().zip(&shape.sizes);
        let all: Vec<Elements> = all
            .map(|(slot, size)| self.elements(*slot, *size))
            .collect::<Result<_, _>>()?;
        let mut labels = vec![String::new()];
        for elements in &all {
            let longest = elements.iter().map(String::len).max().unwrap_or(0);
            let longest = name + labels.iter().map(String::len).max().unwrap_or(0) + longest + 2;
            if labels.len().saturating_mul(elements.len()).saturating_mul(longest) > room {
                return Err(Broken::new(
                    self.section.start,
                    "too many and too long subscripts".into(),
                ));
            }
            labels = labels
                .iter()
                .flat_map(|label| elements.iter().map(move |e| joined(label, e)))
                .collect();
        }
        if !all.is_empty() {
            labels.iter_mut().for_each(|label| label.push(']'));
        }
        Ok(labels)
    }

    /// The names of a dimension's elements.
    fn elements(&self, slot: usize, size: usize) -> Result<Elements, Broken> {
        let number = self.records.number_of(slot);
        let dimension = number.map(|n| self.all[n]).filter(|r| r.class == Class::Dimension);
        let dimension =
            dimension.ok_or_else(|| Broken::new(self.section.start, format!("slot {slot} is no dimension")))?;
        let key = self.dimensions.map_or(dimension.family, |_| slot);
        if let Some(known) = self.known.borrow().get(&key).filter(|known| known.len() == size) {
            return Ok(known.clone());
        }
        let records = match self.dimensions {
            Some(section) => self.listed(&section, &dimension, size)?,
            None => self.numbered(&dimension, size)?,
        };
        let names: Vec<String> = records
            .iter()
            .map(|r| self.names.at(r.name))
            .collect::<Result<_, _>>()?;
        if names.iter().collect::<HashSet<_>>().len() < names.len() {
            return Err(Broken::new(
                dimension.at,
                "two elements of the dimension have one name".into(),
            ));
        }
        let names = Elements::from(names);
        self.known.borrow_mut().insert(key, names.clone());
        Ok(names)
    }

    /// The elements that the section of dimensions lists for a dimension: its slot, how many, a word, their slots.
    fn listed(&self, section: &Section, dimension: &Record, size: usize) -> Result<Vec<Record>, Broken> {
        let word = |k: usize| self.bytes.word(section.at(dimension.family.saturating_add(k))?);
        if [word(0)?, word(1)?] != [dimension.slot, size] {
            let at = section.at(dimension.family)?;
            return Err(Broken::new(
                at,
                format!("a dimension of {size} elements should be listed here"),
            ));
        }
        section.at(dimension.family.saturating_add(2 + size))?;
        let element = |k: usize| {
            let slot = word(3 + k)?;
            let found = self.records.number_of(slot).map(|n| self.all[n]);
            found.filter(|r| r.class == Class::Element).ok_or_else(|| {
                let at = section.start + 4 * (dimension.family + 3 + k);
                Broken::new(at, format!("slot {slot} is no element"))
            })
        };
        (0..size).map(element).collect()
    }

    /// Where nothing lists them: the elements of the dimension's family, each of which has its number.
    fn numbered(&self, dimension: &Record, size: usize) -> Result<Vec<Record>, Broken> {
        let found = self
            .families
            .get(&dimension.family)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let is_whole = found.len() == size && found.iter().enumerate().all(|(k, r)| r.place == k);
        match is_whole {
            true => Ok(found.to_vec()),
            false => Err(Broken::new(
                dimension.at,
                format!("the dimension has not {size} elements"),
            )),
        }
    }
}

fn joined(label: &str, element: &str) -> String {
    match label.is_empty() {
        true => format!("[{element}"),
        false => format!("{label},{element}"),
    }
}

/// The product of the sizes, if each distance is the product of the sizes behind it.
fn row_major(sizes: &[usize], strides: &[usize]) -> Option<usize> {
    let mut product = 1usize;
    for (size, stride) in sizes.iter().zip(strides).rev() {
        if *stride != product || *size == 0 {
            return None;
        }
        product = product.checked_mul(*size)?;
    }
    Some(product)
}
