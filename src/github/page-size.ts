/** How many items a page asks for: fewer while GitHub is too slow for them, all again when it has recovered. */

/** GitHub allows no more. */
const LARGEST_PAGE = 100;
const SMALLEST_PAGE = 10;
/** Good pages in a row before a larger one is tried. */
const GOOD_PAGES = 10;

/** The size to ask for next. */
export interface PageSize {
  current(): number;
  wentWell(): void;
  wasTooMuch(): void;
}

/** Starts at the largest page. */
export function createPageSize(): PageSize {
  let size = LARGEST_PAGE;
  let good = 0;
  return {
    current: () => size,
    wentWell: () => {
      good += 1;
      if (good < GOOD_PAGES) return;
      good = 0;
      size = Math.min(LARGEST_PAGE, size * 2);
    },
    wasTooMuch: () => {
      good = 0;
      size = Math.max(SMALLEST_PAGE, Math.floor(size / 2));
    },
  };
}
