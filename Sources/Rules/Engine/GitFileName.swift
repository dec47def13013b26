/// What HFS+ and NTFS take for a file of git's own: a name that is not `.git`, and still opens it there.
///
/// HFS+ passes over some invisible characters and folds case; NTFS folds case, drops dots and spaces at the end and what follows a
/// colon, and knows each file by a short name such as `GIT~1` too.
///
/// Source: `is_hfs_dot_generic` in git's utf8.c, `is_ntfs_dotgit` and `is_ntfs_dot_generic` in its path.c.
enum GitFileName {
  /// Files whose content means something to git, with what NTFS puts before `~1` if the plain short names are taken.
  private static let files: [(name: [UInt8], hashedShortName: [UInt8])] = [
    ("gitmodules", "gi7eba"), ("gitattributes", "gi7d29"), ("gitignore", "gi250a"), ("mailmap", "maba30"),
  ].map { (Array($0.utf8), Array($1.utf8)) }

  /// The file that some system would open by a name; nil for none, and for `.gitmodules`, `.gitattributes`, `.gitignore` and
  /// `.mailmap` as git writes them.
  static func meant(by name: some Collection<UInt8>) -> String? {
    let bytes = Array(name)
    // Nearly all names start with another letter.
    guard let first = bytes.first, first >= 0x80 || [".", "g", "m", "~"].contains(Unicode.Scalar(lower(first))) else {
      return nil
    }
    if isHFS(bytes, "git".utf8) || isNTFSDotGit(bytes) { return ".git" }
    for file in files where isHFS(bytes, file.name) || isNTFS(bytes, file.name, file.hashedShortName) {
      let plain = [UInt8(ascii: ".")] + file.name
      return bytes == plain ? nil : String(decoding: plain, as: UTF8.self)
    }
    return nil
  }

  // MARK: HFS+

  private static func isHFS(_ name: [UInt8], _ word: some Collection<UInt8>) -> Bool {
    let scalars = String(decoding: name, as: UTF8.self).unicodeScalars.filter { !isIgnored($0) }
    guard scalars.first == ".", scalars.count == word.count + 1 else { return false }
    return zip(scalars.dropFirst(), word).allSatisfy { $0.isASCII && lower(UInt8($0.value)) == $1 }
  }

  private static func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200c...0x200f, 0x202a...0x202e, 0x206a...0x206f, 0xfeff: true
    default: false
    }
  }

  // MARK: NTFS

  private static func isNTFSDotGit(_ name: [UInt8]) -> Bool {
    for word in [".git", "git~1"] where starts(name, with: word.utf8) {
      return isEnd(name[word.utf8.count...])
    }
    return false
  }

  private static func isNTFS(_ name: [UInt8], _ word: [UInt8], _ hashed: [UInt8]) -> Bool {
    if name.first == UInt8(ascii: "."), starts(name[1...], with: word) { return isEnd(name[(word.count + 1)...]) }
    guard name.count >= 8 else { return false }
    // The first six letters, and one of the first four numbers.
    if starts(name, with: word.prefix(6)), name[6] == UInt8(ascii: "~"),
      (UInt8(ascii: "1")...UInt8(ascii: "4")).contains(name[7])
    {
      return isEnd(name[8...])
    }
    // If those are taken, letters of a hash, as many as leave room for the number.
    guard let tilde = name.prefix(7).firstIndex(of: UInt8(ascii: "~")), starts(hashed, with: name[..<tilde].map(lower)),
      name[tilde + 1] != UInt8(ascii: "0"),
      name[(tilde + 1)..<8].allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return false }
    return isEnd(name[8...])
  }

  /// Nothing that NTFS counts: dots and spaces, up to a colon.
  private static func isEnd(_ rest: ArraySlice<UInt8>) -> Bool {
    rest.prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "\\") }
      .allSatisfy { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: " ") }
  }

  private static func starts(_ name: some Collection<UInt8>, with word: some Collection<UInt8>) -> Bool {
    name.count >= word.count && zip(name, word).allSatisfy { lower($0) == $1 }
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
  }
}
