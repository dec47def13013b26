import Manifests

extension SemanticVersion {
  /// Bytes that stand to those of another version as the two do by precedence, and are equal if they have the same.
  ///
  /// Each number is its length in two bytes and its digits. Behind them a release has 255; a pre-release its identifiers, numbers
  /// marked 1 and texts marked 2 and ended by 0, and then 0, since what has fewer of them goes first (SemVer 11).
  var precedenceKey: [UInt8] {
    var key: [UInt8] = []
    func append(_ number: NumericIdentifier) {
      let digits = number.description.utf8
      let length = min(digits.count, Int(UInt16.max))
      key += [UInt8(length >> 8), UInt8(length & 0xff)] + digits
    }
    for number in [major, minor, patch] { append(number) }
    guard isPrerelease else { return key + [255] }
    for identifier in prerelease {
      switch identifier {
      case .number(let number):
        key.append(1)
        append(number)
      case .text(let text): key += [2] + text.utf8 + [0]
      }
    }
    return key + [0]
  }
}
