using SegFunctions.Files;

namespace SegFunctions.Tests.Files;

public sealed class PartBlocksTests
{
    [Fact]
    public void All_ids_are_of_one_length() => Assert.Single(
        ((string[])[PartBlocks.IdOf(0, 0, 0, true), PartBlocks.IdOf(249, long.MaxValue, 999_999, false)]).Select(id => id.Length).Distinct());

    [Fact]
    public void A_part_is_its_last_whole_attempt()
    {
        Block[] blocks = [Of(0, 1, 0, true), Of(0, 3, 1, true), Of(0, 2, 1, true), Of(0, 2, 0, false)];

        Assert.Equal([Of(0, 2, 0, false), Of(0, 2, 1, true)], PartBlocks.OfParts(blocks, 1).Single());
    }

    [Fact]
    public void A_part_of_which_a_block_is_missing_has_not_come()
    {
        Block[] blocks = [Of(0, 1, 0, false), Of(0, 1, 2, true), Of(1, 1, 0, false), new Block(Convert.ToBase64String([1, 2, 3]), 1)];

        Assert.All(PartBlocks.OfParts(blocks, 3), Assert.Empty);
    }

    private static Block Of(int part, long attempt, int place, bool isLast) => new(PartBlocks.IdOf(part, attempt, place, isLast), 1);
}
