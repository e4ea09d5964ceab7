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

/// How many words each size, each distance and each dimension takes in a shape.
type Layout = [usize; 3];

/// The layouts of a container. Of the newer one it is known that two of the three lists have double words, and not yet which: no
/// file with arrays has been seen. Only one of them can fit a shape, since every distance of another would be zero.
fn layouts(width: Width) -> &'static [Layout] {
    match width {
        Width::Single => &[[1, 1, 1]],
        Width::Double => &[[2, 2, 1], [2, 1, 2], [1, 2, 2]],
    }
}

/// The words of a shape: the next, the size, three lists, and how many dimensions it has.
fn words(layout: &Layout) -> usize {
    2 + DIMENSIONS * layout.iter().sum::<usize>() + 1
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
        let mut fitting = layouts(self.width).iter().filter_map(|layout| self.by_layout(word, layout));
        let shape = fitting.next().filter(|_| word > SCALAR);
        shape.ok_or_else(|| Broken::new(at, "sizes, distances and dimensions that do not go together".into()))
    }

    /// The shape at a word, if what is there fits a layout.
    fn by_layout(&self, word: usize, layout: &Layout) -> Option<Shape> {
        let field = |field: usize| self.bytes.word(self.section.at(word.checked_add(field)?).ok()?).ok();
        let count = field(words(layout) - 1).filter(|count| (1..=DIMENSIONS).contains(count))?;
        let mut starts = [2; 3];
        for list in 1..3 {
            starts[list] = starts[list - 1] + DIMENSIONS * layout[list - 1];
        }
        let list = |list: usize| -> Option<Vec<usize>> {
            let at = |k: usize| field(starts[list] + layout[list] * k);
            (0..count).map(at).collect()
        };
        let (sizes, dimensions) = (list(0)?, list(2)?);
        let size = row_major(&sizes, &list(1)?).filter(|size| field(1) == Some(*size))?;
        dimensions.iter().try_for_each(|slot| self.dimension(*slot).map(|_| ()))?;
        Some(Shape {
            size,
            dimensions,
            sizes,
        })
    }

    /// The record of a dimension.
    fn dimension(&self, slot: usize) -> Option<Record> {
        let record = self.all[self.records.number_of(slot)?];
        (record.class == Class::Dimension).then_some(record)
    }

    /// The names of all places of a shape: `[A1,B1]`, `[A1,B2]`, …; nothing for a variable without subscripts. With
    /// the name before each they must not take more than `room` bytes.
    pub fn labels(&self, shape: &Shape, name: usize, room: usize) -> Result<Vec<String>, Broken> {
        let all = shape.dimensions.iter().zip(&shape.sizes);
        let all: Vec<Elements> = all.map(|(slot, size)| self.elements(*slot, *size)).collect::<Result<_, _>>()?;
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
            labels = labels.iter().flat_map(|label| elements.iter().map(move |e| joined(label, e))).collect();
        }
        if !all.is_empty() {
            labels.iter_mut().for_each(|label| label.push(']'));
        }
        Ok(labels)
    }

    /// The names of a dimension's elements.
    fn elements(&self, slot: usize, size: usize) -> Result<Elements, Broken> {
        let dimension = self.dimension(slot);
        let dimension =
            dimension.ok_or_else(|| Broken::new(self.section.start, format!("slot {slot} is no dimension")))?;
        let key = self.dimensions.map_or(dimension.family, |_| slot);
        if let Some(known) = self.known.borrow().get(&key).filter(|known| known.len() == size) {
            return Ok(known.clone());
        }
        let listed = self.dimensions.and_then(|section| self.listed(&section, &dimension, size));
        let records = listed.or_else(|| self.numbered(&dimension, size));
        let why = || {
            Broken::new(
                dimension.at,
                format!("the {size} elements of the dimension are not found"),
            )
        };
        let records = records.ok_or_else(why)?;
        let names: Vec<String> = records.iter().map(|r| self.names.at(r.name)).collect::<Result<_, _>>()?;
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

    /// The elements that the section of dimensions lists for a dimension: its slot, how many, how many words more, their slots.
    fn listed(&self, section: &Section, dimension: &Record, size: usize) -> Option<Vec<Record>> {
        let word = |k: usize| self.bytes.word(section.at(dimension.family.checked_add(k)?).ok()?).ok();
        if [word(0)?, word(1)?] != [dimension.slot, size] {
            return None;
        }
        let more = word(2)?;
        let element = |k: usize| {
            let record = self.all[self.records.number_of(word(k)?)?];
            (record.class == Class::Element).then_some(record)
        };
        let all = |(first, step): (usize, usize)| (0..size).map(|k| element(first + step * k)).collect();
        places_of_elements(self.width, more).into_iter().find_map(all)
    }

    /// The elements of the dimension's family, each of which has its number. Those of a part of it are not told like this.
    fn numbered(&self, dimension: &Record, size: usize) -> Option<Vec<Record>> {
        let found = self.families.get(&dimension.family)?;
        let is_whole = found.len() == size && found.iter().enumerate().all(|(k, r)| r.place == k);
        is_whole.then(|| found.clone())
    }
}

/// Where the first element of a dimension may stand, and how far it is to the next: words more may stand before the elements, and in
/// the newer container, of which no file with arrays has been seen, numbers may take two words.
fn places_of_elements(width: Width, more: usize) -> Vec<(usize, usize)> {
    let mut places = vec![(3, 1), (3 + more.min(DIMENSIONS), 1)];
    if width == Width::Double {
        places.extend([(4, 1), (5, 1), (4, 2), (5, 2), (3, 2)]);
    }
    places
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
