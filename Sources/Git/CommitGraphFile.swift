/// One file of git's commit-graph: ids, first parents, times and what each commit may have changed, without an object read.
///
///     "CGPH" <version 1> <hash 1> <chunks> <base files>
///     <chunk id, 4 bytes> <offset, 8 bytes>            one a chunk, and a last one that ends the last chunk
///     OIDF   256 counts: how many ids start with a byte of at most the index
///     OIDL   the ids, sorted
///     CDAT   tree id, first parent, second parent, 4 bytes of generation and the time's high bits, 4 bytes of time
///     BIDX   where each commit's filter ends in BDAT        (only after `--changed-paths`)
///     BDAT   <hash version> <hashes a path> <bits a path>, then the filters
///
/// Numbers are big-endian. Positions count through all files of a chain, the oldest file first.
///
/// Source: gitformat-commit-graph(5).
struct CommitGraphFile {
  /// The position of this file's first commit in the chain.
  let start: Int
  let count: Int
  private let file: MappedFile
  private let fanOut: Int
  private let ids: Int
  private let commits: Int
  private let filters: Filters?

  private struct Filters {
    let ends: Int
    let data: Int
    let length: Int
    let hashes: Int
  }

  /// Nil for what is no commit-graph of version 1 with SHA-1 ids.
  init?(_ file: MappedFile, start: Int) {
    guard file.number(at: 0) == 0x4347_5048, let header = file.number(at: 4), header >> 16 == 0x0101 else { return nil }
    var chunks: [Int: Range<Int>] = [:]
    for index in 0..<(header >> 8 & 0xff) {
      let row = 8 + 12 * index
      guard let id = file.number(at: row), file.number(at: row + 4) == 0, let lower = file.number(at: row + 8),
        file.number(at: row + 16) == 0, let upper = file.number(at: row + 20), lower <= upper, upper <= file.bytes.count
      else { return nil }
      chunks[id] = lower..<upper
    }
    // OIDF, OIDL, CDAT
    guard let fanOut = chunks[0x4f49_4446], fanOut.count == 1024, let ids = chunks[0x4f49_444c],
      let commits = chunks[0x4344_4154], let count = file.number(at: fanOut.upperBound - 4),
      ids.count == count * ObjectID.byteCount, commits.count == count * Self.commitSize
    else { return nil }
    self.file = file
    self.start = start
    self.count = count
    self.fanOut = fanOut.lowerBound
    self.ids = ids.lowerBound
    self.commits = commits.lowerBound
    filters = Self.filters(in: file, chunks[0x4249_4458], chunks[0x4244_4154], count)
  }

  var hasFilters: Bool { filters != nil }

  private static let commitSize = ObjectID.byteCount + 16

  private static func filters(
    in file: MappedFile, _ ends: Range<Int>?, _ data: Range<Int>?, _ count: Int
  ) -> Filters? {
    guard let ends, let data, ends.count == 4 * count, data.count >= 12, file.number(at: data.lowerBound) == 1,
      let hashes = file.number(at: data.lowerBound + 4), (1...32).contains(hashes)
    else { return nil }
    return Filters(ends: ends.lowerBound, data: data.lowerBound + 12, length: data.count - 12, hashes: hashes)
  }

  /// The position of a commit in the chain; nil where this file does not have it.
  func position(of id: ObjectID) -> Int? {
    let first = Int(id.bytes[0])
    guard var low = first == 0 ? 0 : file.number(at: fanOut + 4 * (first - 1)),
      var high = file.number(at: fanOut + 4 * first), high <= count
    else { return nil }
    while low < high {
      let middle = (low + high) / 2
      let other = self.id(at: middle)
      if other == id { return start + middle }
      if other < id { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// - Parameter index: counted from this file's first commit, below ``count``; in the calls below too.
  func id(at index: Int) -> ObjectID {
    let offset = ids + index * ObjectID.byteCount
    return ObjectID(raw: UnsafeRawBufferPointer(rebasing: file.bytes[offset..<(offset + ObjectID.byteCount)]))
  }

  /// The position of the first parent in the chain; nil for a first commit.
  func firstParent(at index: Int) -> Int? {
    let parent = file.number(at: commits + index * Self.commitSize + ObjectID.byteCount)
    return parent == 0x7000_0000 ? nil : parent
  }

  func secondsSince1970(at index: Int) -> Int64 {
    let row = commits + index * Self.commitSize + ObjectID.byteCount
    return Int64((file.number(at: row + 8) ?? 0) & 3) << 32 | Int64(file.number(at: row + 12) ?? 0)
  }

  /// False where the commit surely changed none of the paths against its first parent.
  func mayChange(_ paths: [ChangedPathKey], at index: Int) -> Bool {
    guard let filters, let end = file.number(at: filters.ends + 4 * index),
      let begin = index == 0 ? 0 : file.number(at: filters.ends + 4 * (index - 1)), begin < end, end <= filters.length
    else { return true }
    let bits = UnsafeRawBufferPointer(rebasing: file.bytes[(filters.data + begin)..<(filters.data + end)])
    return paths.contains { $0.isIn(bits, hashes: filters.hashes) }
  }
}
