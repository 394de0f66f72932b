using System.CommandLine;
using System.Globalization;
using NetVips;
using SegFunctions.Benchmarks.Comparison;

namespace SegFunctions.Benchmarks.Halos;

/// <summary>
/// How far off the edges of cutouts are, compared with another checkout in the same run: both cut out the same generated pictures with their own command
/// lines, and the results are compared with the truth. The parameters were tuned on the first half of the pictures only.
/// </summary>
internal static class HaloBenchmark
{
    private const int Pictures = 20;
    private const int Tuned = 10;
    private const int NotRun = 1;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    public static Command Command()
    {
        var build = new Option<DirectoryInfo>("--build") { Description = "Root of the other checkout, built in the same configuration as this program.", Required = true };
        var folder = new Option<DirectoryInfo>("--out") { Description = "Where pictures and cut-outs of both sides stay, to be looked at.", Required = true };
        var boxes = new Option<bool>("--box") { Description = "Cut out by a box instead of as the subject." };
        var command = new Command("halos", "Edges of cut-outs over black and over white against the truth, beside another checkout's.") { build, folder, boxes };
        command.SetAction((parsed, token) => RunAsync(
            parsed.GetRequiredValue(build).FullName,
            parsed.GetRequiredValue(folder).FullName,
            parsed.GetValue(boxes) ? ["--box", "0.16,0.08,0.84,0.92"] : ["--subject"],
            token));
        return command;
    }

    private static async Task<int> RunAsync(string build, string folder, string[] prompt, CancellationToken cancellationToken)
    {
        var made = Directory.CreateDirectory(Path.Combine(folder, "made")).FullName;
        var pictures = Enumerable.Range(0, Pictures).Select(MadePicture.Make).ToList();
        string[] files = [.. pictures.Select((_, number) => Path.Combine(made, $"{NameOf(number)}.png"))];
        foreach (var (picture, file) in pictures.Zip(files))
        {
            picture.Save(file);
        }

        var mine = Checkout.Open("this", Checkout.FindOwnRoot(), Path.Combine(folder, "this"));
        var other = Checkout.Open("other", build, Path.Combine(folder, "other"));
        foreach (var side in (Checkout[])[other, mine])
        {
            string[] segment = [.. side.CommandLine, "segment", .. files, .. prompt, "--output", "cutout", "--out", OutOf(side)];
            var run = await ProgramRun.RunAsync(side, segment, Patience, cancellationToken);
            if (run.ExitCode != 0)
            {
                Console.Error.WriteLine(string.Join(Environment.NewLine, run.Both.TakeLast(20)));
                return NotRun;
            }
        }

        var rows = pictures.Select((picture, number) => (Mine: Measure(picture, mine, number), Other: Measure(picture, other, number))).ToList();
        foreach (var (number, row) in rows.Index())
        {
            Print(NameOf(number), row.Mine, row.Other);
        }

        Print("tuned on", rows[..Tuned]);
        Print("kept back", rows[Tuned..]);
        Print("all", rows);
        return 0;
    }

    private static double Measure(MadePicture picture, Checkout side, int number)
    {
        using var cutout = Image.NewFromFile(Path.Combine(OutOf(side), NameOf(number), "cutouts", "0.png"));
        return EdgeError.Of(picture, cutout.WriteToMemory<byte>());
    }

    private static string OutOf(Checkout side) => Path.Combine(side.Folder, "out");

    private static string NameOf(int number) => number.ToString("00", CultureInfo.InvariantCulture);

    private static void Print(string name, IReadOnlyCollection<(double Mine, double Other)> rows) =>
        Print(name, rows.Average(row => row.Mine), rows.Average(row => row.Other));

    private static void Print(string name, double mine, double other) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name,-10} this {mine,6:F2}   other {other,6:F2}   ratio {mine / other:F3}"));
}
