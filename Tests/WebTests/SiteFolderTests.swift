import Actions
import Foundation
import Manifests
import TestSupport
import Testing
import Web

/// The folder that a site is written to.
struct SiteFolderTests {
  private static let choice = SiteChoice([.public, .organization, .restricted])

  @Test func theNextBuildWritesOnlyWhatDiffers() throws {
    let place = try SiteSandbox()
    let first = try place.write(Self.choice)
    #expect(first.files == first.written && first.removed == 0 && first.sizeInBytes > 100_000)
    let again = try place.write(Self.choice)
    #expect(again.written == 0 && again.removed == 0 && again.files == first.files)
    try place.sandbox.registry("alias", "set", "Fine_Tuned_Models/sentiment@1.1.0", "shadow", in: "models")
    let third = try place.write(Self.choice)
    #expect(third.written > 0 && third.written < first.files / 2 && third.removed == 0)
  }

  @Test func whatWentIsRemovedAndNothingElse() throws {
    let place = try SiteSandbox()
    try place.write(Self.choice)
    try place.sandbox.write("mine", to: "site/Fine_Tuned_Models/notes.txt")
    try place.sandbox.write("mine", to: "site/CNAME")
    let changes = try place.write(SiteChoice([.organization]))
    #expect(changes.removed > 8)
    #expect(!place.sandbox.exists("site/Fine_Tuned_Models/sentiment") && place.sandbox.exists("site/Models/index.html"))
    #expect(try place.sandbox.read("site/Fine_Tuned_Models/notes.txt") == "mine")
    #expect(try place.sandbox.read("site/CNAME") == "mine")
  }

  /// A folder of somebody else's, before anything is written.
  @Test func aFolderThatIsNoSiteIsRefused() throws {
    let place = try SiteSandbox()
    try place.sandbox.write("mine", to: "site/index.html")
    #expect(throws: ActionFailure.self) { try place.write(Self.choice) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.sandbox.path("site")) == ["index.html"])
    #expect(try place.sandbox.read("site/index.html") == "mine")
  }

  @Test func aFileThatIsInTheWayIsRefused() throws {
    let place = try SiteSandbox()
    try place.write(SiteChoice([.organization]))
    try place.sandbox.write("mine", to: "site/Fine_Tuned_Models/index.html")
    #expect(throws: ActionFailure.self) { try place.write(Self.choice) }
    #expect(try place.sandbox.read("site/Fine_Tuned_Models/index.html") == "mine")
    // Nor is anything written through a link.
    try FileManager.default.removeItem(atPath: place.sandbox.path("site/Fine_Tuned_Models"))
    try FileManager.default.createDirectory(
      atPath: place.sandbox.path("elsewhere"), withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      atPath: place.sandbox.path("site/Fine_Tuned_Models"), withDestinationPath: place.sandbox.path("elsewhere"))
    #expect(throws: ActionFailure.self) { try place.write(Self.choice) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.sandbox.path("elsewhere")).isEmpty)
  }

  /// A list that names files elsewhere removes nothing there.
  @Test func aListThatLeadsOutIsRefused() throws {
    let place = try SiteSandbox()
    try place.sandbox.write("mine", to: "precious")
    for path in ["../precious", "/precious", "a/../../precious", ""] {
      try place.sandbox.write("git-registry site 1\nindex.html\n\(path)\n", to: "site/.git-registry-site")
      if !path.isEmpty { #expect(throws: ActionFailure.self) { try place.write(Self.choice) } }
      #expect(try place.sandbox.read("precious") == "mine")
    }
    try place.sandbox.write("something else\n", to: "site/.git-registry-site")
    #expect(throws: ActionFailure.self) { try place.write(Self.choice) }
  }

  private struct Killed: Error {}

  @Test(arguments: [0, 1, 7, 40])
  func aBuildThatWasKilledIsFinishedByTheNext(after count: Int) throws {
    let place = try SiteSandbox()
    try place.write(SiteChoice([.organization]))
    let site = try place.build(Self.choice)
    var left = count
    let folder = try SiteFolder(place.sandbox.path("site"))
    #expect(throws: Killed.self) {
      try folder.update(to: site.paths) { put in
        try site.write { path, bytes in
          guard left > 0 else { throw Killed() }
          left -= 1
          try put(path, bytes)
        }
      }
    }
    // Half of a file, as a power cut leaves it.
    try place.sandbox.write("<!do", to: "site/index.html")
    try place.write(Self.choice)
    try place.write(Self.choice, to: "fresh")
    let difference = try place.sandbox.run("diff", ["-r", "site", "fresh"])
    #expect(difference.status == 0, "\(difference.text)")
  }
}
