import GitObjects
import ManifestCoding
import Manifests

/// The names in one folder, found by their form with case and Unicode folded.
///
/// The first look-ups compare with every name, which costs no memory; a folder that is asked often gets an index.
final class FoldedNames {
  private static let lookupsBeforeIndex = 16

  private let names: [ArraySlice<UInt8>]
  private var lookups = 0
  private var byName: [String: [ArraySlice<UInt8>]] = [:]
  private var byStem: [String: [ArraySlice<UInt8>]] = [:]

  init(_ entries: [TreeEntry]) { names = entries.map { $0.name } }

  /// Another entry whose name differs only in case or Unicode form, with or without `.yaml` or `.json`.
  func twin(of name: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let stem = Self.stem(name)
    func isTwin(_ other: ArraySlice<UInt8>) -> Bool {
      guard !Self.differ(name, other, within: stem.count), other != name else { return false }
      let otherStem = Self.stem(other)
      return Self.isSame(other, name) || (Self.isSame(otherStem, stem) && !otherStem.elementsEqual(stem))
    }
    lookups += 1
    guard lookups > Self.lookupsBeforeIndex else { return names.first(where: isTwin) }
    if byName.isEmpty { makeIndex() }
    let candidates = (byName[Self.fold(name)] ?? []) + (byStem[Self.fold(stem)] ?? [])
    return candidates.first(where: isTwin)
  }

  private func makeIndex() {
    for name in names {
      byName[Self.fold(name), default: []].append(name)
      byStem[Self.fold(Self.stem(name)), default: []].append(name)
    }
  }

  /// True for names that can be told apart at once: they agree up to two letters, digits or signs of ASCII that are not one letter in
  /// two cases, within both stems. In a folder of 100 versions nearly all are.
  ///
  /// Sound since those begin a character, so that nothing behind them makes them equal to anything else.
  private static func differ(_ one: ArraySlice<UInt8>, _ two: ArraySlice<UInt8>, within length: Int) -> Bool {
    one.withUnsafeBufferPointer { one in
      two.withUnsafeBufferPointer { two in
        let hasEnding = two.count > 5 && two[two.count - 5] == UInt8(ascii: ".")
        let end = min(length, hasEnding ? two.count - 5 : two.count)
        var index = 0
        while index < end, lower(one[index]) == lower(two[index]) { index += 1 }
        return index < end && one[index] < 0x80 && two[index] < 0x80
      }
    }
  }

  private static func isSame(_ one: ArraySlice<UInt8>, _ two: ArraySlice<UInt8>) -> Bool {
    if one.count == two.count, zip(one, two).allSatisfy({ lower($0) == lower($1) }) { return true }
    guard one.contains(where: { $0 >= 0x80 }) || two.contains(where: { $0 >= 0x80 }) else { return false }
    return fold(one) == fold(two)
  }

  /// Strings are equal by canonical equivalence: NFC and NFD are one key.
  private static func fold(_ name: ArraySlice<UInt8>) -> String { String(decoding: name, as: UTF8.self).lowercased() }

  private static func stem(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    ManifestFormat(ofFile: name) == nil ? name : name.dropLast(5)
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
  }
}
