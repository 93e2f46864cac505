/** What an author can ask of `npm run content`. */
export const help = `npm run content                                         checks all courses and prints their figures
npm run content -- FOLDER                               the same for another folder
npm run content -- new lesson COURSE MODULE STEP        makes the files of a lesson, one in each language,
                                                        from a template; also: new quiz, new practice, new session
npm run -s content -- gift COURSE LANGUAGE > all.gift   writes all quizzes and the bank of a course as GIFT, for Moodle
npm run content -- help                                 prints this

COURSE is a folder of content/courses, MODULE an id of its course.yaml, LANGUAGE en, es, pt or fr.
How to write: content/README.md`;
