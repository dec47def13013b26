import ArgumentParser

/// How a pull treats what is in its folder already.
struct PullOptions: ParsableArguments {
  @Flag(
    help:
      "Link files to the store's, read-only, where the file system can: no second copy, and a change to one is a change to both."
  )
  var link = false

  @Flag(help: "Replace and remove files of the model that were edited, and what is in the way of a new one.")
  var force = false

  @Flag(
    help:
      "Write a new folder and let it take the old one's place in one step, so that a reader never sees half of two versions."
  )
  var swap = false
}
