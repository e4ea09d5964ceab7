//! Writes files in Vensim's own format, both containers, as the documentation of `data::vdf` has it.

use std::collections::HashMap;

/// What a file shall hold.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// A `.vdfx`, else a `.vdf`.
    pub is_wide: bool,
    /// A run, else a dataset.
    pub is_run: bool,
    pub times: Vec<f64>,
    pub dimensions: Vec<(String, Vec<String>)>,
    pub variables: Vec<Variable>,
    /// How many times imported series have.
    pub data_times: usize,
    /// How many words a size, a distance and a dimension have in a shape of a `.vdfx`.
    pub shape_words: [usize; 3],
    /// Words more in the list of a dimension's elements.
    pub more: usize,
}

/// A variable and its cells.
#[derive(Clone, Debug)]
pub struct Variable {
    pub name: String,
    /// The numbers of its dimensions.
    pub dimensions: Vec<usize>,
    pub class: u8,
    pub cells: Vec<Cell>,
}

/// The values of a cell.
#[derive(Clone, Debug)]
pub enum Cell {
    Constant(f64),
    /// One value a time, where there is one.
    Series(Vec<Option<f64>>),
    /// Computed, and not saved.
    Unsaved,
}

const MARK: u32 = 0xbf4c_37a1;

/// A record by its fields: name, shape, family, place, times, class.
struct Record {
    name: usize,
    shape: usize,
    family: usize,
    place: usize,
    class: u8,
}

/// The words of a section after its mark.
struct Words(Vec<u32>);

impl Words {
    /// The head: a word, the mark, twice the length, the growth, and how many words are in use.
    fn new() -> Words {
        Words(vec![0, MARK, 0, 0, 500])
    }

    fn done(mut self) -> Vec<u8> {
        let count = self.0.len() as u32;
        (self.0[2], self.0[3]) = (count, count);
        self.0.iter().flat_map(|word| word.to_le_bytes()).collect()
    }
}

impl Written {
    fn first_slot(&self) -> usize {
        if self.is_wide { 68 } else { 44 }
    }

    fn record_words(&self) -> usize {
        if self.is_wide { 22 } else { 16 }
    }

    fn value_bytes(&self) -> usize {
        if self.is_wide { 8 } else { 4 }
    }

    fn value(&self, value: f64) -> Vec<u8> {
        if self.is_wide {
            value.to_le_bytes().to_vec()
        } else {
            (value as f32).to_le_bytes().to_vec()
        }
    }

    fn place(&self, place: usize) -> Vec<u8> {
        if self.is_wide {
            (place as u64).to_le_bytes().to_vec()
        } else {
            (place as u32).to_le_bytes().to_vec()
        }
    }

    fn slot(&self, record: usize) -> usize {
        self.first_slot() + self.record_words() * record
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut names = Names::new(self.is_wide && !self.is_run);
        let mut records = vec![Record {
            name: names.add("Time"),
            shape: 5,
            family: 0,
            place: 0,
            class: 0x0f,
        }];
        let (dimensions, slots) = self.dimensions(&mut names, &mut records);
        let (shapes, shape_of) = self.shapes(&slots);
        let mut place = 1;
        for variable in &self.variables {
            records.push(Record {
                name: names.add(&variable.name),
                shape: shape_of[&variable.dimensions],
                family: 0,
                place,
                class: variable.class,
            });
            place += variable.cells.len();
        }
        let mut file = self.header();
        if self.is_run {
            file.extend(Words::new().done());
        }
        file.extend(self.records(&records));
        records.iter().enumerate().for_each(|(n, _)| file.extend((self.slot(n) as u32).to_le_bytes()));
        file.extend(names.words.done());
        file.extend(shapes);
        file.extend(Words::new().done());
        if self.is_run {
            file.extend(dimensions);
            file.extend(Words::new().done());
        }
        self.values(file)
    }

    fn header(&self) -> Vec<u8> {
        let mut header = vec![0; if self.is_wide { 0x140 } else { 0xa4 }];
        header[..4].copy_from_slice(&[0x7f, 0xf7, 0x17, if self.is_run { b'R' } else { b'A' }]);
        let mut put = |at: usize, word: u32| header[at..at + 4].copy_from_slice(&word.to_le_bytes());
        let saved = if self.is_run { self.times.len() } else { 0 };
        let imported = if self.is_run { self.data_times } else { self.times.len() };
        if self.is_wide {
            put(0x58, 0x65);
            put(0x5c, 0x16c);
            put(0x98, imported as u32);
            put(0x9c, saved as u32);
        } else {
            put(0x50, 0x012c_0065);
            put(0x74, imported as u32);
            put(0x78, saved as u32);
        }
        header
    }

    /// The section of dimensions, and the slot of each; a record for each and for its elements is added.
    fn dimensions(&self, names: &mut Names, records: &mut Vec<Record>) -> (Vec<u8>, Vec<usize>) {
        let mut words = Words::new();
        words.0.push(0);
        let (mut slots, mut of_element) = (Vec::new(), HashMap::new());
        for (name, elements) in &self.dimensions {
            let family = words.0.len();
            let own = |name, place, class| Record {
                name,
                shape: 0,
                family,
                place,
                class,
            };
            slots.push(self.slot(records.len()));
            let head = [self.slot(records.len()), elements.len(), self.more];
            words.0.extend(head.map(|word| word as u32));
            words.0.resize(words.0.len() + self.more, 7);
            records.push(own(names.add(name), 0, 0x84));
            for (number, element) in elements.iter().enumerate() {
                // A part of a dimension lists the elements of that.
                let slot = *of_element.entry(element).or_insert_with(|| {
                    records.push(own(names.add(element), number, 0x83));
                    self.slot(records.len() - 1)
                });
                words.0.push(slot as u32);
            }
        }
        (words.done(), slots)
    }

    /// The section of shapes, and the word of each list of dimensions.
    fn shapes(&self, slots: &[usize]) -> (Vec<u8>, HashMap<Vec<usize>, usize>) {
        let mut words = Words::new();
        let [a, b, c] = if self.is_wide { self.shape_words } else { [1; 3] };
        let length = 2 + 8 * (a + b + c) + 1;
        words.0.resize(5 + length, 0);
        let mut known = HashMap::from([(Vec::new(), 5)]);
        for variable in &self.variables {
            let list = &variable.dimensions;
            if known.contains_key(list) {
                continue;
            }
            known.insert(list.clone(), words.0.len());
            let mut shape = vec![0; length];
            let mut distance = 1;
            for (at, dimension) in list.iter().enumerate().rev() {
                let size = self.dimensions[*dimension].1.len() as u32;
                shape[2 + a * at] = size;
                shape[2 + 8 * a + b * at] = distance;
                shape[2 + 8 * (a + b) + c * at] = slots[*dimension] as u32;
                distance *= size;
            }
            (shape[1], shape[length - 1]) = (distance, list.len() as u32);
            words.0.extend(shape);
        }
        (words.done(), known)
    }

    fn records(&self, records: &[Record]) -> Vec<u8> {
        let mut words = Words::new();
        words.0.resize(self.first_slot(), 0);
        words.0[if self.is_wide { 57 } else { 33 }] = records.len() as u32;
        let (place, times) = if self.is_wide { (10, 15) } else { (9, 11) };
        for record in records {
            let mut fields = vec![0; self.record_words()];
            (fields[0], fields[4], fields[6]) = (record.name as u32, record.shape as u32, record.family as u32);
            fields[place] = record.place as u32;
            let is_series = record.shape != 0 && !self.is_run;
            fields[times] = if is_series { self.first_slot() as u32 } else { 0 };
            *fields.last_mut().expect("a record has fields") = u32::from(record.class) | 0x1200;
            words.0.extend(fields);
        }
        words.done()
    }

    /// Classes, last values, the table of places and the blocks, behind the sections.
    fn values(&self, mut file: Vec<u8>) -> Vec<u8> {
        let cells: Vec<(u8, Cell)> =
            self.variables.iter().flat_map(|v| v.cells.iter().map(|c| (v.class, c.clone()))).collect();
        let times = Cell::Series(self.times.iter().map(|t| Some(*t)).collect());
        let all: Vec<(u8, Cell)> = std::iter::once((0x0f, times)).chain(cells).collect();
        let mut finals = [file.len(); 2];
        if self.is_run {
            file.extend(all.iter().map(|(class, _)| *class));
            finals[0] = file.len();
            all.iter().for_each(|(_, cell)| file.extend(self.value(last(cell))));
            finals[1] = file.len();
        }
        let table = file.len();
        let entries = all.len() + usize::from(!self.is_run);
        let mut blocks = Vec::new();
        let first = table + entries * self.value_bytes();
        for (_, cell) in &all {
            match cell {
                Cell::Constant(value) => file.extend(self.value(*value)),
                Cell::Unsaved => file.extend(self.place(0)),
                Cell::Series(values) => {
                    file.extend(self.place(first + blocks.len()));
                    blocks.extend(self.block(values));
                }
            }
        }
        file.resize(first, 0);
        file.extend(blocks);
        let at = if self.is_wide { 0x64 } else { 0x58 };
        for (number, place) in [finals[0], finals[1], table].into_iter().enumerate() {
            let at = at + number * self.value_bytes();
            file[at..at + self.value_bytes()].copy_from_slice(&self.place(place));
        }
        file
    }

    fn block(&self, values: &[Option<f64>]) -> Vec<u8> {
        let stored: Vec<f64> = values.iter().flatten().copied().collect();
        let mut block = (stored.len() as u16).to_le_bytes().to_vec();
        let mut bits = vec![0u8; values.len().div_ceil(8)];
        let set = values.iter().enumerate().filter(|(_, value)| value.is_some());
        set.for_each(|(k, _)| bits[k / 8] |= 1 << (k % 8));
        block.extend(bits);
        stored.iter().for_each(|value| block.extend(self.value(*value)));
        block
    }
}

fn last(cell: &Cell) -> f64 {
    match cell {
        Cell::Constant(value) => *value,
        Cell::Series(values) => values.iter().flatten().last().copied().unwrap_or(0.0),
        Cell::Unsaved => 7.0,
    }
}

/// The section of names while it grows.
struct Names {
    words: Words,
    /// Lengths of four bytes before the names, else of two.
    is_long: bool,
}

impl Names {
    fn new(is_long: bool) -> Names {
        let mut words = Words::new();
        words.0.push(0);
        Names { words, is_long }
    }

    /// Adds a name, and returns its word.
    fn add(&mut self, name: &str) -> usize {
        let length = (name.len() + 1).next_multiple_of(4) + 2;
        let words = &mut self.words.0;
        words.push(if self.is_long {
            length as u32
        } else {
            (length as u32) << 16
        });
        let at = words.len();
        let mut bytes = name.as_bytes().to_vec();
        bytes.resize(length.next_multiple_of(4), 0);
        words.extend(bytes.chunks(4).map(|word| u32::from_le_bytes(word.try_into().expect("four bytes"))));
        at
    }
}
