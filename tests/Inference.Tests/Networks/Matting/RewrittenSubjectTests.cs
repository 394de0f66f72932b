using System.Runtime.InteropServices;
using SegFunctions.Contract;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Networks.Matting;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Tests.EndToEnd;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;
using SegFunctions.Models.Tests;

namespace SegFunctions.Inference.Tests.Networks.Matting;

/// <summary>The subject's network in 8 bits beside the published one, on photos that its steps were not made from.</summary>
public sealed class RewrittenSubjectTests(InstalledModels models, Workbench workbench) : IClassFixture<InstalledModels>, IDisposable
{
    private const double LeastAgreement = 0.9;

    private readonly OnnxSessions _sessions = new(new OnnxSettings());

    [Fact]
    public async Task It_cuts_out_what_the_published_one_does()
    {
        await new ModelInstaller(models.Catalogue, models.Store, TimeProvider.System)
            .InstallAsync(["isnet"], new Progress<InstallProgress>(), TestContext.Current.CancellationToken);
        var model = models.Catalogue.Get<MattingModel>("isnet");
        var file = model.GetFile(ModelFileRole.Network);
        byte[][] photos = [await workbench.BoatsPhoto, await workbench.SheepPhoto];

        var published = Look(model, models.Store.GetPath(model, file), photos);
        var made = Look(model, models.Store.GetPath(file.Rewrite!), photos);

        // Of a photo in which nothing is from one half up the agreement would be none.
        Assert.All(published.Zip(made), alphas => Assert.InRange(Agreement(alphas.First, alphas.Second), LeastAgreement, 1));
    }

    public void Dispose() => _sessions.Dispose();

    private List<ushort[]> Look(MattingModel model, string path, IEnumerable<byte[]> photos)
    {
        using var network = new MattingNetwork(model, path, _sessions, new ModelIdentity(model.Name, "0"));
        return
        [
            .. photos.Select(photo =>
            {
                using var picture = new PictureSource(new PictureDecoder(new PictureLimits()), photo);
                return MemoryMarshal.Cast<byte, ushort>(network.Look(picture, picture.Frame)).ToArray();
            }),
        ];
    }

    /// <summary>The overlap, intersection over union, of what is at least half opaque.</summary>
    private static double Agreement(ushort[] first, ushort[] second)
    {
        var pairs = first.Zip(second, (a, b) => (A: a > ushort.MaxValue / 2, B: b > ushort.MaxValue / 2)).ToList();
        return (double)pairs.Count(pair => pair.A && pair.B) / pairs.Count(pair => pair.A || pair.B);
    }
}
