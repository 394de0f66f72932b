using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Tests.Pictures;

/// <summary>Damaged files: each is decoded or properly refused, whatever the damage.</summary>
public sealed class MutatedPictureTests
{
    private const int FilesPerType = 2000;
    private readonly PictureDecoder _decoder = new(new PictureLimits(MaxPixels: 1_000_000));

    [Theory]
    [InlineData(PictureType.Jpeg)]
    [InlineData(PictureType.Png)]
    [InlineData(PictureType.Webp)]
    public void Any_damaged_picture_is_decoded_or_refused(PictureType type)
    {
        var seeds = PictureMutations.Seeds(type);
        var (decoded, refused) = (0, 0);
        for (var i = 0; i < FilesPerType; i++)
        {
            var content = PictureMutations.Mutate(seeds[i % seeds.Count], seed: i);
            try
            {
                using var picture = _decoder.DecodeFor(content, i % 2 == 0 ? int.MaxValue : 16);
                decoded++;
            }
            catch (InferenceException)
            {
                refused++;
            }
        }

        // Both must happen: otherwise the damage would be too light or too heavy to be meaningful.
        Assert.True(decoded > FilesPerType / 100 && refused > FilesPerType / 10, $"{decoded} decoded, {refused} refused.");
    }
}
