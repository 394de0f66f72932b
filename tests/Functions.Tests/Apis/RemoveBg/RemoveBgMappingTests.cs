using SegFunctions.Accounts.Ledger;
using SegFunctions.Apis.RemoveBg;
using SegFunctions.Contract;
using SegFunctions.Jobs;

namespace SegFunctions.Tests.Apis.RemoveBg;

public sealed class RemoveBgMappingTests
{
    private static readonly RemovalRequest Plain = new(null, null, null, null, null, null, null, false, null, null, null, null, false, null, null, null);
    private static readonly JobItem Item = new("a", new BlobReference("inputs", "acct/a"), IsInline: true);

    [Fact]
    public void A_request_asks_for_a_preview_of_the_subject_and_must_find_one()
    {
        var spec = RemoveBgMapping.ToSpec(new RemovalForm(null, null, Plain), "acct", Item, null, null, 3, Specs.Now);

        Assert.Equal(new SubjectPrompt(), Assert.Single(spec.Prompts));
        Assert.Equal(
            new InferenceOptions(Outputs: SegmentOutputs.Cutout, MustFind: true, Cutout: new CutoutOptions(MaxPixels: 250_000)), spec.Options);
        Assert.Equal(new JobTerms(3, TimeSpan.FromMinutes(15), IsForOneAnswer: true), spec.Terms);
        Assert.Empty(JobValidation.FindFaults(spec, new JobOptions()));
        Assert.Equal([Item.Input], spec.OwnInputs);
    }

    [Fact]
    public void A_background_that_came_along_is_the_jobs_own()
    {
        var background = new JobItem("b", new BlobReference("inputs", "acct/b"), IsInline: true);
        var spec = RemoveBgMapping.ToSpec(new RemovalForm(null, null, Plain), "acct", Item, background, null, 1, Specs.Now);

        Assert.Equal((background.Input, true, null), (spec.Background, spec.IsBackgroundInline, spec.BackgroundSource));
        Assert.Equal([Item.Input, background.Input], spec.OwnInputs);
        Assert.Equal(CutoutFormat.Jpg, spec.Options.Cutout!.Format);
    }

    [Theory]
    [InlineData(null, "png", 250_000)]
    [InlineData("preview", "png", 250_000)]
    [InlineData("small", "jpg", 250_000)]
    [InlineData("regular", "png", 250_000)]
    [InlineData("medium", "png", 1_500_000)]
    [InlineData("hd", "png", 4_000_000)]
    [InlineData("full", "png", 10_000_000)]
    [InlineData("full", "jpg", 25_000_000)]
    [InlineData("4k", "webp", 25_000_000)]
    [InlineData("auto", "zip", 25_000_000)]
    [InlineData("50MP", "png", 10_000_000)]
    [InlineData("50MP", "zip", 50_000_000)]
    public void A_size_is_a_number_of_pixels(string? size, string format, long pixels) =>
        Assert.Equal(pixels, RemoveBgMapping.ToOptions(Plain with { Size = size, Format = format }, null).MaxPixels);

    [Theory]
    [InlineData(null, null, null, CutoutFormat.Png)]
    [InlineData("auto", "fff", null, CutoutFormat.Jpg)]
    [InlineData(null, "ffffffff", null, CutoutFormat.Jpg)]
    [InlineData(null, "ffffff80", null, CutoutFormat.Png)]
    [InlineData(null, "red", null, CutoutFormat.Jpg)]
    [InlineData(null, "red", "alpha", CutoutFormat.Png)]
    [InlineData("png", "red", null, CutoutFormat.Png)]
    [InlineData("jpg", null, null, CutoutFormat.Jpg)]
    [InlineData("webp", null, null, CutoutFormat.Webp)]
    [InlineData("zip", null, null, CutoutFormat.Zip)]
    public void What_is_transparent_is_a_PNG_unless_told_otherwise(string? format, string? color, string? channels, CutoutFormat expected) =>
        Assert.Equal(expected, RemoveBgMapping.ToOptions(Plain with { Format = format, BgColor = color, Channels = channels }, null).Format);

    [Fact]
    public void Every_other_field_has_its_option()
    {
        PictureLength ten = new(10, false);
        var request = Plain with { Crop = true, CropMargin = "10px", Scale = "50%", Position = "0%", AddShadow = true, Channels = "alpha", BgColor = "81d4fa" };

        Assert.Equal(
            new CutoutOptions(true, true, new(ten, ten, ten, ten), new("81d4fa"), CutoutFormat.Png, 250_000, true, true, new CutoutPlace(50, 0, 0)),
            RemoveBgMapping.ToOptions(request, null));
        // The page says that a margin only has an effect with crop.
        Assert.Null(RemoveBgMapping.ToOptions(request with { Crop = false }, null).Margin);
    }

    [Theory]
    [InlineData(null, null, "other")]
    [InlineData("auto", "1", "other")]
    [InlineData("person", "2", "person")]
    [InlineData("car", "none", null)]
    public void The_type_is_the_one_that_was_named(string? type, string? level, string? expected) =>
        Assert.Equal(expected, RemoveBgMapping.ToType(Plain with { Type = type, TypeLevel = level }));

    [Fact]
    public void An_account_without_a_balance_has_more_than_anybody_needs()
    {
        Assert.Equal(new CreditsItem(7, 0, 7, 0), RemoveBgMapping.ToAccount(new AccountBalance(7, 0, 0, 0)).Data.Attributes.Credits);
        Assert.Equal(new CreditsItem(1_000_000, 0, 1_000_000, 0), RemoveBgMapping.ToAccount(new AccountBalance(null, 0, 0, 0)).Data.Attributes.Credits);
    }
}
