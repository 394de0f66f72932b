using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Quality;
using SegFunctions.Inference.Tests.Networks.Sam;

namespace SegFunctions.Inference.Tests.Quality;

public sealed class QualityTests
{
    private static readonly BoxF Square = new(256, 256, 768, 768);
    private static readonly BoxF LeftHalf = new(256, 256, 512, 768);

    [Fact]
    public void Evidence_is_read_from_the_chosen_mask_and_those_beside_it()
    {
        using var masks = new MasksOfBoxes(Square, LeftHalf, Square);
        using var embedding = MasksOfBoxes.Embed();

        var evidence = SamEvidence.Of(masks.Decoded, chosen: 0, embedding);

        Assert.Equal((0.75, 512 * 512), (evidence.Agreement, evidence.Area));
        Assert.Equal(1, evidence.ExpectedOverlap, 1e-3);
        Assert.Equal(0.7, evidence.LeastEstimate, 1e-6);
        Assert.Equal(Square, evidence.Box);
        Assert.Equal((0, 1), (evidence.OffCenter(512, 512), evidence.OffCenter(768, 512)));
    }

    [Fact]
    public void An_empty_mask_agrees_with_nothing_and_is_nowhere()
    {
        using var masks = new MasksOfBoxes(new BoxF(0, 0, 0, 0), Square);
        using var embedding = MasksOfBoxes.Embed();

        var evidence = SamEvidence.Of(masks.Decoded, chosen: 0, embedding);

        Assert.Equal((0, 0, 0, null), (evidence.ExpectedOverlap, evidence.Agreement, evidence.Area, evidence.Box));
        Assert.Equal(2, evidence.OffCenter(512, 512));
    }

    [Fact]
    public void A_mask_that_the_others_share_is_expected_to_fit_better()
    {
        using var alike = new MasksOfBoxes(Square, Square, Square, Square);
        using var unlike = new MasksOfBoxes(Square, LeftHalf, LeftHalf, new BoxF(0, 0, 1024, 1024));
        using var embedding = MasksOfBoxes.Embed();

        Assert.True(Estimate(alike) > Estimate(unlike));

        double Estimate(MasksOfBoxes masks) => QualityModels.Estimate(Evidence.OfBox(SamEvidence.Of(masks.Decoded, 0, embedding), Square));
    }

    [Fact]
    public void A_surer_word_is_expected_to_fit_better() => Assert.True(
        QualityModels.Estimate(Evidence.OfWord(0.95, 0.7)) > QualityModels.Estimate(Evidence.OfWord(0.5, 0.1)) + 0.2);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void A_score_at_the_end_of_its_range_is_no_infinity(double score, double rawScore) =>
        Assert.InRange(QualityModels.Estimate(Evidence.OfWord(score, rawScore)), 0.001, 0.999);

    [Fact]
    public void Every_kind_has_a_weight_for_each_of_its_numbers()
    {
        var mask = new SamEvidence(0.9, 0.8, 0.7, 200_000, Square);
        Evidence[] all =
        [
            Evidence.OfBox(mask, Square), Evidence.OfClick(mask, 0.2, 0.7), Evidence.OfCandidate(mask, 0.2, 0.7), Evidence.OfPoints(mask, 0.2), Evidence.OfWord(0.8, 0.4),
            Evidence.OfSubject(new(null!, 0.9, 0.9, 0.3)),
        ];

        Assert.Equal(Enum.GetValues<QualityKind>().Order(), all.Select(evidence => evidence.Kind).Order());
        Assert.All(all, evidence => Assert.Equal(evidence.Numbers.Count, QualityModels.Fitted[evidence.Kind].Weights.Count));
    }
}
