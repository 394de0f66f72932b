namespace SegFunctions.Local.Segmenting;

/// <summary>Options that apply to pictures only, or to videos only. Among files of both kinds each applies to its own; where none applies, silence would look like success.</summary>
internal static class KindOptions
{
    /// <exception cref="UserException">An option applies to none of the files.</exception>
    public static void Check(SegmentOptions options, IReadOnlyList<InputFile> files)
    {
        // The kind of a file that cannot be read is not known: the option may be meant for it.
        if (files.Any(file => file.Fault is not null))
        {
            return;
        }

        var kinds = files.Select(file => file.IsVideo).Distinct().ToList();
        if (kinds is [var areVideos] && (areVideos ? FindForPictures(options) : FindForVideos(options)).ToList() is { Count: > 0 } useless)
        {
            var (theirs, given) = areVideos ? ("pictures", "videos") : ("videos", "pictures");
            throw new UserException($"Only {theirs} take {string.Join(" and ", useless)}, and only {given} are given.");
        }
    }

    private static IEnumerable<string> FindForPictures(SegmentOptions options) => Given(
        ("--negative", options.NegativeWords.Count > 0),
        ("--subject", options.Subject),
        ("--candidates", options.Candidates),
        ("--mask-threshold", options.MaskThreshold is not null),
        ("--edge-offset", options.EdgeOffset != 0),
        ("--output polygons", options.Outputs.Contains("polygons")),
        ("--output rle", options.Outputs.Contains("rle")),
        ("options for cut-outs", options.Cutout is not null));

    private static IEnumerable<string> FindForVideos(SegmentOptions options) => Given(
        ("--fps", options.Fps is not null),
        ("--max-frames", options.MaxFrames is not null),
        ("--frame", options.Marks.AreOnFrame),
        ("--output mask", options.Outputs.Contains("mask")));

    private static IEnumerable<string> Given(params (string Name, bool Is)[] options) => options.Where(option => option.Is).Select(option => option.Name);
}
