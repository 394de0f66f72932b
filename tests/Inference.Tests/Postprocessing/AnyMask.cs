using FsCheck;
using FsCheck.Fluent;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Tests.Postprocessing;

/// <summary>Masks for property tests: noise of any density, blobs with holes, and every size around a word's 64 bits.</summary>
public static class AnyMask
{
    private const int LargestSide = 140;

    public static Arbitrary<BinaryMask> Arbitrary() =>
        (from width in Gen.Choose(1, LargestSide)
         from height in Gen.Choose(1, LargestSide)
         from seed in Gen.Choose(0, int.MaxValue)
         from noisy in Gen.Elements(true, false)
         select noisy ? Noise(width, height, seed) : Blobs(width, height, seed)).ToArbitrary();

    public static BinaryMask Noise(int width, int height, int seed)
    {
        var random = new Random(seed);
        var density = random.NextDouble();
        return Paint(width, height, (_, _) => random.NextDouble() < density);
    }

    /// <summary>Discs, every third one cut out of the previous ones.</summary>
    public static BinaryMask Blobs(int width, int height, int seed)
    {
        var random = new Random(seed);
        var discs = Enumerable.Range(0, random.Next(1, 10))
            .Select(i => (X: random.Next(width), Y: random.Next(height), Radius: random.Next(1, 1 + (Math.Max(width, height) / 2)), Set: i % 3 != 2))
            .Reverse()
            .ToList();
        return Paint(width, height, (x, y) => discs.FirstOrDefault(disc => Squared(disc.X - x) + Squared(disc.Y - y) <= Squared(disc.Radius)).Set);
    }

    private static BinaryMask Paint(int width, int height, Func<int, int, bool> isSet)
    {
        var mask = new BinaryMask(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                mask[x, y] = isSet(x, y);
            }
        }

        return mask;
    }

    private static int Squared(int value) => value * value;
}
