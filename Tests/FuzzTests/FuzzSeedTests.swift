import Foundation
import FuzzTargets
import TestSupport
import Testing

/// The fuzzer's targets without the fuzzer: every seed, the corpus of manifests, and what small changes make of them.
///
/// A broken promise traps, and ends the whole run. `make fuzz` goes on from the same seeds.
struct FuzzSeedTests {
  private static let changesOfEachSeed = 8

  @Test(arguments: FuzzTarget.allCases)
  func holdsForItsSeeds(_ target: FuzzTarget) throws {
    var folders = [SourceTree.url("Tests/Fuzz/seeds/\(target.rawValue)")]
    if target == .canonical || target == .manifestYAML {
      let corpus = SourceTree.url("Tests/EndToEndTests/Corpus")
      folders += try FileManager.default.contentsOfDirectory(at: corpus, includingPropertiesForKeys: nil)
    }
    var count = 0
    for folder in folders {
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
        let seed = Array(try Data(contentsOf: folder.appending(path: name)))
        target.run(seed)
        // The same changes in every run: what fails can be run again.
        var random = SplitMix(state: UInt64(seed.count) &+ UInt64(count))
        for _ in 0..<Self.changesOfEachSeed { target.run(random.changed(seed)) }
        count += 1
      }
    }
    #expect(count > 0, "no seed")
  }
}

/// A generator of numbers that are the same in every run.
///
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A copy with some bytes changed, removed, doubled or cut off.
  mutating func changed(_ seed: [UInt8]) -> [UInt8] {
    var bytes = seed
    for _ in 0..<Int.random(in: 1...4, using: &self) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &self)
      switch Int.random(in: 0..<5, using: &self) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &self)
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(bytes[place], at: place)
      case 3: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
      default: bytes.removeSubrange(place...)
      }
    }
    return bytes
  }
}
