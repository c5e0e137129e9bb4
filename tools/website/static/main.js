// What a page's scripts do; each part looks for its own elements, and does nothing where there are none.
import { startGuesses } from "./guess.js";
import { startRecall } from "./recall.js";
import { startExercises } from "./exercise.js";
import { startMaps } from "./map.js";
import { startProgress } from "./progress_page.js";
import { startSearch } from "./search.js";
import { startLinks } from "./links.js";
import { startPictures } from "./pictures.js";
import { startPrinting } from "./print.js";

const element = document.getElementById("page-data");
const data = element ? JSON.parse(element.textContent) : { guesses: {}, recall: null, exercises: {} };
startGuesses(data.guesses);
startRecall(data.recall);
startExercises(data.exercises);
startMaps();
startProgress();
startSearch();
startLinks();
startPictures();
startPrinting(data);
